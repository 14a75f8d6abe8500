package org.glossa.command;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.ann.AnnotationContext;
import org.glossa.ann.BulkAnnotationWriter;
import org.glossa.ann.UnwritableAnnotationsException;
import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.Finding;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.LedgerEntry.Carriage;

/** {@code convert --to ann}: a bulk annotation instance is written anew, as conformant as it can be, with the same annotations. */
final class AnnRewrite {
    private static final int FIRST_PATHS = 5;

    /** What our reader gives back from our private block. */
    private static final Set<String> RESTORED = Set.of("GROUP_SPLIT", "LABEL_SHORTENED", "NAN_MEASUREMENT_OMITTED");

    private AnnRewrite() {}

    /** @param images of the annotated slide: patient, study and specimen are taken from the first that is; otherwise from the original */
    static Ledger write(DicomFile original, AnnotationSet set, List<String> images, OutputTarget target)
            throws IOException, CommandFailure {
        AnnotationContext context = AnnotationContext.ofOriginal(original.dataSet());
        if (images.isEmpty()) {
            return write(set, context, target);
        }
        for (Path image : InputFiles.dicomFiles(images)) {
            try (DicomFile file = InputFiles.dicom(image)) {
                AnnotationContext ofImage = context.withImage(file.dataSet());
                if (ofImage.isOfTheSlideOf(set)) {
                    return write(set, ofImage, target);
                }
            }
        }
        throw new CommandFailure("--image: none of the DICOM files given is of the annotated slide"
                + (set.image() == null
                        ? ""
                        : "; the annotations are on " + set.image().sopInstanceUid())
                + "; name the annotated image, or leave --image out to keep the patient of IN");
    }

    private static Ledger write(AnnotationSet set, AnnotationContext context, OutputTarget target)
            throws IOException, CommandFailure {
        try {
            return ledger(BulkAnnotationWriter.write(
                            set, context, Channels.newChannel(target.stream()), target.scratchFolder())
                    .findings());
        } catch (UnwritableAnnotationsException refusal) {
            throw new CommandFailure("--to ann: " + refusal.sentence());
        }
    }

    private static Ledger ledger(List<Finding> findings) {
        Map<String, List<Finding>> byCode = new LinkedHashMap<>();
        findings.forEach(finding -> byCode.computeIfAbsent(finding.code(), code -> new ArrayList<>())
                .add(finding));
        Ledger ledger = new Ledger();
        byCode.forEach((code, alike) -> ledger.add(new LedgerEntry(
                code,
                alike.getFirst().severity(),
                RESTORED.contains(code) ? Carriage.RESTORABLE : Carriage.GONE,
                alike.size(),
                alike.stream()
                        .limit(FIRST_PATHS)
                        .map(finding -> finding.place().describe())
                        .toList(),
                Double.NaN,
                alike.getFirst().got())));
        return ledger;
    }
}
