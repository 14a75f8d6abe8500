package org.glossa.service.dicomweb;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Element;
import org.glossa.dicom.Fragments;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TransferSyntax;

/**
 * Where the frames of one stored image lie. Frames are counted from one, as DICOM does. Immutable and thread-safe; keeps
 * nothing of the file open.
 */
final class FrameIndex {
    private static final ValueLayout.OfInt INT32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong INT64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int ITEM_HEADER_BYTES = 8;
    private static final int EXTENDED_OFFSET_TABLE = 0x7FE00001;

    private final Payload.Slices slices;
    private final String transferSyntaxUid;
    private final long[] offsets; // of each run of bytes in the file
    private final long[] lengths;
    private final int[] firstRun; // of each frame, and one more at the end

    private FrameIndex(
            Payload.Slices slices, String transferSyntaxUid, long[] offsets, long[] lengths, int[] firstRun) {
        this.slices = slices;
        this.transferSyntaxUid = transferSyntaxUid;
        this.offsets = offsets;
        this.lengths = lengths;
        this.firstRun = firstRun;
    }

    /** Empty when the instance has no pixel data, or its frames cannot be told apart. */
    static Optional<FrameIndex> of(Payload.Slices slices, DicomFile file) {
        DataSet dataSet = file.dataSet();
        Element pixels = dataSet.get(Tag.PixelData);
        if (pixels == null) {
            return Optional.empty();
        }
        long frames = Math.max(1, dataSet.integer(Tag.NumberOfFrames).orElse(1));
        if (frames > Integer.MAX_VALUE - 1) {
            return Optional.empty();
        }
        Fragments fragments = pixels.fragments();
        return fragments == null
                ? ofNative(slices, file, pixels, (int) frames)
                : ofFragments(slices, file, fragments, (int) frames);
    }

    int count() {
        return firstRun.length - 1;
    }

    /** Entries held, for a bound on memory. */
    int size() {
        return offsets.length + firstRun.length;
    }

    String transferSyntaxUid() {
        return transferSyntaxUid;
    }

    /** @param frame one-based, at most {@link #count()} */
    Payload frame(int frame) {
        int first = firstRun[frame - 1]; // one-based to zero-based
        int end = firstRun[frame];
        if (end - first == 1) {
            return slices.slice(offsets[first], lengths[first]);
        }
        List<Payload> runs = new ArrayList<>(end - first);
        for (int i = first; i < end; i++) {
            runs.add(slices.slice(offsets[i], lengths[i]));
        }
        return new Payload.Chain(runs);
    }

    private static Optional<FrameIndex> ofNative(Payload.Slices slices, DicomFile file, Element pixels, int frames) {
        DataSet dataSet = file.dataSet();
        long bits = dataSet.integer(Tag.BitsAllocated).orElse(0);
        long samples = dataSet.integer(Tag.SamplesPerPixel).orElse(1);
        long rows = dataSet.integer(Tag.Rows).orElse(0);
        long columns = dataSet.integer(Tag.Columns).orElse(0);
        // each at most 65,535: their product fits
        long frameBits = bits * samples * rows * columns;
        if (frameBits <= 0 || frameBits % 8 != 0 || frameBits / 8 > pixels.valueLength() / frames) {
            return Optional.empty();
        }
        long[] offsets = new long[frames];
        long[] lengths = new long[frames];
        int[] firstRun = new int[frames + 1];
        for (int i = 0; i < frames; i++) {
            offsets[i] = pixels.valueOffset() + i * (frameBits / 8);
            lengths[i] = frameBits / 8;
            firstRun[i + 1] = i + 1;
        }
        return Optional.of(
                new FrameIndex(slices, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, offsets, lengths, firstRun));
    }

    private static Optional<FrameIndex> ofFragments(
            Payload.Slices slices, DicomFile file, Fragments fragments, int frames) {
        int count = Math.toIntExact(fragments.count());
        long[] offsets = new long[count];
        long[] lengths = new long[count];
        for (int i = 0; i < count; i++) {
            MemorySegment segment = fragments.segment(i);
            offsets[i] = segment.address() - file.bytes().address();
            lengths[i] = segment.byteSize();
        }
        return firstFragments(file, fragments, frames, offsets)
                .map(first -> new FrameIndex(slices, file.transferSyntaxUid(), offsets, lengths, first));
    }

    /** Which fragment each frame begins with, PS3.5 section A.4; empty when nothing says so. */
    private static Optional<int[]> firstFragments(
            DicomFile file, Fragments fragments, int frames, long[] fragmentOffsets) {
        int count = fragmentOffsets.length;
        int[] first = new int[frames + 1];
        first[frames] = count;
        if (frames == 1) {
            return count == 0 ? Optional.empty() : Optional.of(first);
        }
        if (frames == count) {
            for (int i = 0; i < frames; i++) {
                first[i] = i;
            }
            return Optional.of(first);
        }
        MemorySegment extended = file.dataSet().bytes(EXTENDED_OFFSET_TABLE);
        MemorySegment basic = fragments.offsetTable();
        boolean hasExtended = extended.byteSize() == 8L * frames;
        if (count == 0 || !hasExtended && basic.byteSize() != 4L * frames) {
            return Optional.empty();
        }
        long base = fragmentOffsets[0] - ITEM_HEADER_BYTES;
        int fragment = 0;
        for (int i = 0; i < frames; i++) {
            long start = base
                    + (hasExtended ? extended.get(INT64, 8L * i) : Integer.toUnsignedLong(basic.get(INT32, 4L * i)));
            while (fragment < count && fragmentOffsets[fragment] - ITEM_HEADER_BYTES < start) {
                fragment++;
            }
            boolean isHit = fragment < count && fragmentOffsets[fragment] - ITEM_HEADER_BYTES == start;
            if (!isHit || i > 0 && first[i - 1] >= fragment) {
                return Optional.empty();
            }
            first[i] = fragment;
        }
        return first[0] == 0 ? Optional.of(first) : Optional.empty();
    }
}
