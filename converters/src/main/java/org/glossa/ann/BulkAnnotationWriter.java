package org.glossa.ann;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationSet;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DataSetWriter;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TransferSyntax;
import org.glossa.finding.Finding;
import org.glossa.header.DataSetDigest;
import org.glossa.header.DerivedUids;
import org.glossa.header.GlossaEquipment;
import org.glossa.header.NameBasedUid;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.Losses;
import org.jspecify.annotations.Nullable;

/**
 * Columns to Microscopy Bulk Simple Annotations (PS3.3 A.87), Explicit VR Little Endian. Columns go from their segments to the file in
 * pieces, so that memory use does not depend on their size; only lists that the source does not have are made first, in a temporary
 * file when they are large.
 *
 * <p>What was read from such an instance is written with the same bits: precision, coordinates, index lists, measured values (NaN
 * included, since the instance is rewritten and not corrected), order, numbers, codes. The same input gives the same bytes and UIDs, and
 * other input other UIDs: the SOP Instance UID is a hash of everything that is written and of the writer's revision.
 */
public final class BulkAnnotationWriter {
    /** Raised whenever an output byte can change, so that a UID never names two contents. */
    static final int REVISION = 2;

    /** The largest even number below the length that means undefined (PS3.5 section 7.1.1). */
    static final long MAXIMUM_VALUE_BYTES = 0xFFFFFFFEL;

    /** Manufacturer's Model Name (0008,1090) of instances that are made and not rewritten. */
    static final String MODEL = "glossa convert --to ann";

    private static final GlossaEquipment EQUIPMENT = new GlossaEquipment(MODEL, REVISION);

    private BulkAnnotationWriter() {}

    /**
     * What was written.
     *
     * @param findings what had to change, with severity information or warning; nothing of the set is lost to our own reader
     */
    public record Written(String sopInstanceUid, String seriesInstanceUid, List<Finding> findings) {
        public Written {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Writes a file, which appears under its name when it is whole and synced; one that is there already is replaced, even if the set
     * is read from it.
     *
     * @throws UnwritableAnnotationsException when no conformant instance can say what the set says
     */
    public static Written write(AnnotationSet set, AnnotationContext context, Path target)
            throws IOException, UnwritableAnnotationsException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("Needs the path of a file, got " + target);
        }
        String name = "." + target.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part";
        Path temporary = folder.resolve(name);
        try {
            Written written;
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                written = write(set, context, channel, folder, MAXIMUM_VALUE_BYTES);
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Writes to a channel, which stays open.
     *
     * @param scratchFolder for a temporary file
     * @throws UnwritableAnnotationsException when no conformant instance can say what the set says; nothing was written then
     */
    public static Written write(
            AnnotationSet set, AnnotationContext context, WritableByteChannel target, Path scratchFolder)
            throws IOException, UnwritableAnnotationsException {
        return write(set, context, target, scratchFolder, MAXIMUM_VALUE_BYTES);
    }

    /**
     * Writes annotations of any origin to a channel, which stays open. Groups of holes and objects without geometry become what the
     * options say; what others cannot read is noted, and our reader restores it from private elements.
     *
     * @param losses gets what others cannot read; what had to change beside is among the findings
     * @param scratchFolder for temporary files
     * @throws UnwritableAnnotationsException when no conformant instance can say what the set says, or an option refuses it; nothing was
     *     written then
     */
    public static Written write(
            AnnotationSet set,
            AnnotationContext context,
            AnnOptions options,
            Losses losses,
            WritableByteChannel target,
            Path scratchFolder)
            throws IOException, UnwritableAnnotationsException {
        return write(set, context, options, losses, target, scratchFolder, MAXIMUM_VALUE_BYTES);
    }

    /** @param limitBytes of a value; a group with more is split */
    static Written write(
            AnnotationSet set,
            AnnotationContext context,
            WritableByteChannel target,
            Path scratchFolder,
            long limitBytes)
            throws IOException, UnwritableAnnotationsException {
        Losses losses = new Losses();
        Written written = write(set, context, null, losses, target, scratchFolder, limitBytes);
        Ledger ledger = new Ledger();
        losses.addTo(ledger);
        List<Finding> findings = new ArrayList<>(written.findings());
        for (LedgerEntry entry : ledger.entries()) {
            findings.add(new Finding(
                    entry.code(),
                    entry.severity(),
                    Problems.at(Tag.AnnotationGroupSequence),
                    entry.code().equals(LedgerCode.NAN_MEASUREMENT_OMITTED.name())
                            ? entry.count() + " measured values that are no finite numbers"
                            : entry.count() + " times: " + entry.detail(),
                    "what Annotation Groups can say",
                    "none is needed: our reader restores it",
                    "PS3.3 C.37.1.2"));
        }
        return new Written(written.sopInstanceUid(), written.seriesInstanceUid(), findings);
    }

    /** @param options null to write coordinates as the set has them */
    static Written write(
            AnnotationSet set,
            AnnotationContext context,
            @Nullable AnnOptions options,
            Losses losses,
            WritableByteChannel target,
            Path scratchFolder,
            long limitBytes)
            throws IOException, UnwritableAnnotationsException {
        try (ScratchColumns scratch = new ScratchColumns(scratchFolder)) {
            Problems problems = new Problems();
            PreparedSet prepared = new PreparedSet(set, context, options, losses, scratch, problems);
            prepared.prepare(limitBytes);
            InstanceDraft draft =
                    new InstanceDraft(prepared, context, EQUIPMENT, scratch, limitBytes, problems, losses);
            InstanceUids uids = new InstanceUids(DerivedUids.of(
                    "annotations revision " + REVISION + " content "
                            + DataSetDigest.sha256(draft.root(InstanceDraft.UNKNOWN)),
                    "revision " + REVISION,
                    context.original(),
                    context.image(),
                    context.shared()));
            DataSet root = draft.root(uids);
            DataSetWriter.writeFile(
                    target,
                    BulkAnnotationReader.SOP_CLASS_UID,
                    uids.instance(),
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    root);
            return new Written(uids.instance(), uids.series(), draft.findings(root));
        }
    }

    /** Those of groups follow from that of the instance. */
    private record InstanceUids(DerivedUids derived) implements InstanceDraft.Uids {
        @Override
        public String instance() {
            return derived.instance();
        }

        @Override
        public String series() {
            return derived.series();
        }

        @Override
        public String group(int group) {
            return NameBasedUid.of(derived.identity() + " group " + group);
        }
    }
}
