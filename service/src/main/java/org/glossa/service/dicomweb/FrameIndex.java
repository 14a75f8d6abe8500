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

    /** Of one image that is served; a slide of 300,000 x 300,000 px in tiles of 240 px has 1.6 million. */
    private static final long MOST_FRAGMENTS = 4 << 20;

    private final Payload.Slices slices;
    private final String transferSyntaxUid;
    private final Layout layout;

    private FrameIndex(Payload.Slices slices, String transferSyntaxUid, Layout layout) {
        this.slices = slices;
        this.transferSyntaxUid = transferSyntaxUid;
        this.layout = layout;
    }

    /** Which runs of bytes of the file each frame is. */
    private sealed interface Layout {
        int frames();

        /** Numbers held. */
        int size();

        /** @param frame zero-based */
        Payload frame(Payload.Slices slices, int frame);
    }

    /** Native pixels: one frame after another. */
    private record Even(long offset, long length, int frames) implements Layout {
        @Override
        public int size() {
            return 3;
        }

        @Override
        public Payload frame(Payload.Slices slices, int frame) {
            return slices.slice(offset + frame * length, length);
        }
    }

    /** Fragments: each frame one or several. */
    private static final class Fragmented implements Layout {
        private final long[] offsets; // of each fragment in the file
        private final long[] lengths;
        private final int[] first; // fragment of each frame, and one more at the end

        Fragmented(long[] offsets, long[] lengths, int[] first) {
            this.offsets = offsets;
            this.lengths = lengths;
            this.first = first;
        }

        @Override
        public int frames() {
            return first.length - 1;
        }

        @Override
        public int size() {
            return 2 * offsets.length + first.length;
        }

        @Override
        public Payload frame(Payload.Slices slices, int frame) {
            int from = first[frame];
            int end = first[frame + 1];
            if (end - from == 1) {
                return slices.slice(offsets[from], lengths[from]);
            }
            List<Payload> runs = new ArrayList<>(end - from);
            for (int i = from; i < end; i++) {
                runs.add(slices.slice(offsets[i], lengths[i]));
            }
            return new Payload.Chain(runs);
        }
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
        return layout.frames();
    }

    /** Numbers held, for a bound on memory. */
    int size() {
        return layout.size();
    }

    String transferSyntaxUid() {
        return transferSyntaxUid;
    }

    /** @param frame one-based, at most {@link #count()} */
    Payload frame(int frame) {
        return layout.frame(slices, frame - 1); // one-based to zero-based
    }

    private static Optional<FrameIndex> ofNative(Payload.Slices slices, DicomFile file, Element pixels, int frames) {
        DataSet dataSet = file.dataSet();
        long bits = dataSet.integer(Tag.BitsAllocated).orElse(0);
        long samples = dataSet.integer(Tag.SamplesPerPixel).orElse(1);
        long rows = dataSet.integer(Tag.Rows).orElse(0);
        long columns = dataSet.integer(Tag.Columns).orElse(0);
        boolean inRange = Math.max(Math.max(bits, samples), Math.max(rows, columns)) <= 0xFFFF; // each is a US
        boolean fits = inRange && Math.multiplyHigh(bits * samples, rows * columns) == 0;
        long frameBits = fits ? bits * samples * rows * columns : 0; // negative beyond 2^63 bits: refused as well
        if (frameBits <= 0 || frameBits % 8 != 0 || frameBits / 8 > pixels.valueLength() / frames) {
            return Optional.empty();
        }
        Layout layout = new Even(pixels.valueOffset(), frameBits / 8, frames);
        return Optional.of(new FrameIndex(slices, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, layout));
    }

    private static Optional<FrameIndex> ofFragments(
            Payload.Slices slices, DicomFile file, Fragments fragments, int frames) {
        if (fragments.count() > MOST_FRAGMENTS || fragments.count() < frames) {
            return Optional.empty();
        }
        int count = (int) fragments.count();
        long[] offsets = new long[count];
        long[] lengths = new long[count];
        for (int i = 0; i < count; i++) {
            MemorySegment segment = fragments.segment(i);
            offsets[i] = segment.address() - file.bytes().address();
            lengths[i] = segment.byteSize();
        }
        return firstFragments(file, fragments, frames, offsets)
                .map(first ->
                        new FrameIndex(slices, file.transferSyntaxUid(), new Fragmented(offsets, lengths, first)));
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
