package org.glossa.sr.write;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.glossa.ann.AnnotationContext;
import org.glossa.ann.UnwritableAnnotationsException;
import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DataSetWriter;
import org.glossa.dicom.TransferSyntax;
import org.glossa.finding.Finding;
import org.glossa.header.DataSetDigest;
import org.glossa.header.DerivedUids;
import org.glossa.header.GlossaEquipment;
import org.glossa.ledger.Losses;

/**
 * Annotations to a structured report of TID 1500 "Imaging Measurement Report" (PS3.16; PS3.3 A.35.3, A.35.13), Explicit VR Little Endian: each
 * object is a Measurement Group. What its items cannot say stands in private elements beside, see {@link org.glossa.sr.SrBlock}, and our reader gives it
 * back.
 *
 * <p>The same input gives the same bytes and UIDs, and other input other UIDs: the SOP Instance UID is a hash of everything that is written and
 * of the writer's revision. A report is made in memory, some kilobytes for each object: it is for few.
 */
public final class SrWriter {
    /** Raised whenever an output byte can change, so that a UID never names two contents. */
    static final int REVISION = 3;

    private static final GlossaEquipment EQUIPMENT = new GlossaEquipment("glossa convert --to sr", REVISION);

    private SrWriter() {}

    /**
     * What was written.
     *
     * @param findings what is worth telling beside the losses
     */
    public record Written(String sopInstanceUid, String seriesInstanceUid, List<Finding> findings) {
        public Written {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Writes to a channel, which stays open.
     *
     * @param context whose patient, study and specimen; its original is the source when that is DICOM
     * @param losses takes what the report cannot say
     * @throws UnwritableAnnotationsException when no conformant report can say what the set says, or more objects than the options allow;
     *     nothing was written then
     */
    public static Written write(
            AnnotationSet set, AnnotationContext context, SrOptions options, Losses losses, WritableByteChannel target)
            throws IOException, UnwritableAnnotationsException {
        SrDraft draft = new SrDraft(set, context, options, losses, EQUIPMENT);
        String writer = "report revision " + REVISION;
        DerivedUids uids = DerivedUids.of(
                writer + " content " + DataSetDigest.sha256(draft.root("", "", "")),
                writer,
                context.original(),
                context.image(),
                context.shared());
        DataSet root = draft.root(uids.identity(), uids.instance(), uids.series());
        DataSetWriter.writeFile(
                target, draft.sopClassUid(), uids.instance(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, root);
        return new Written(uids.instance(), uids.series(), draft.findings(root));
    }
}
