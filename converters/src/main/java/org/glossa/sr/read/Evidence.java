package org.glossa.sr.read;

import java.util.LinkedHashMap;
import java.util.Map;
import org.glossa.annotation.ImageReference;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Instances that a report refers to: Current Requested Procedure Evidence Sequence (0040,A375) and Pertinent Other Evidence Sequence
 * (0040,A385), PS3.3 C.17.2.3.
 */
final class Evidence {
    /** VL Whole Slide Microscopy Image Storage. */
    static final String WHOLE_SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6";

    private final Map<String, ImageReference> instances = new LinkedHashMap<>();

    Evidence(DataSet document) {
        addAll(document, Tag.CurrentRequestedProcedureEvidenceSequence);
        addAll(document, Tag.PertinentOtherEvidenceSequence);
    }

    private void addAll(DataSet document, int sequence) {
        for (DataSet study : document.items(sequence)) {
            for (DataSet series : study.items(Tag.ReferencedSeriesSequence)) {
                for (DataSet instance : series.items(Tag.ReferencedSOPSequence)) {
                    String uid = instance.string(Tag.ReferencedSOPInstanceUID).orElse("");
                    instances.putIfAbsent(
                            uid,
                            new ImageReference(
                                    study.string(Tag.StudyInstanceUID).orElse(""),
                                    series.string(Tag.SeriesInstanceUID).orElse(""),
                                    instance.string(Tag.ReferencedSOPClassUID).orElse(""),
                                    uid));
                }
            }
        }
    }

    @Nullable
    ImageReference find(String sopInstanceUid) {
        return instances.get(sopInstanceUid);
    }

    /** The one instance, null when there are none or several. */
    @Nullable
    ImageReference only() {
        return instances.size() == 1 ? instances.values().iterator().next() : null;
    }

    /** The one slide image, null when there are none or several. */
    @Nullable
    ImageReference onlySlide() {
        ImageReference found = null;
        for (ImageReference instance : instances.values()) {
            if (instance.sopClassUid().equals(WHOLE_SLIDE)) {
                if (found != null) {
                    return null;
                }
                found = instance;
            }
        }
        return found;
    }
}
