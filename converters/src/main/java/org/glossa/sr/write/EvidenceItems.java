package org.glossa.sr.write;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.ImageReference;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;

/** The instances that a report refers to, by study and series (Hierarchical SOP Instance Reference macro, PS3.3 table C.17-3). */
final class EvidenceItems {
    private final String study;
    private final Map<String, Map<String, Map<String, DataSet>>> studies = new LinkedHashMap<>();

    /** @param study of the report */
    EvidenceItems(String study) {
        this.study = study;
    }

    void add(ImageReference image) {
        String ofStudy = image.studyInstanceUid().isEmpty() ? study : image.studyInstanceUid();
        add(ofStudy, image.seriesInstanceUid(), reference(image.sopClassUid(), image.sopInstanceUid()));
    }

    /** Both evidence sequences of a document that is written again. */
    void addAll(DataSet document) {
        addAll(document.items(Tag.CurrentRequestedProcedureEvidenceSequence));
        addAll(document.items(Tag.PertinentOtherEvidenceSequence));
    }

    private void addAll(List<DataSet> items) {
        for (DataSet ofStudy : items) {
            for (DataSet ofSeries : ofStudy.items(Tag.ReferencedSeriesSequence)) {
                for (DataSet instance : ofSeries.items(Tag.ReferencedSOPSequence)) {
                    add(
                            ofStudy.string(Tag.StudyInstanceUID).orElse(study),
                            ofSeries.string(Tag.SeriesInstanceUID).orElse(""),
                            instance);
                }
            }
        }
    }

    private void add(String ofStudy, String series, DataSet instance) {
        String uid = instance.string(Tag.ReferencedSOPInstanceUID).orElse("");
        studies.computeIfAbsent(ofStudy, key -> new LinkedHashMap<>())
                .computeIfAbsent(series, key -> new LinkedHashMap<>())
                .putIfAbsent(uid, instance);
    }

    static DataSet reference(String sopClassUid, String sopInstanceUid) {
        return DataSet.builder()
                .string(Tag.ReferencedSOPClassUID, sopClassUid)
                .string(Tag.ReferencedSOPInstanceUID, sopInstanceUid)
                .build();
    }

    /** Items of the report's own study. */
    List<DataSet> current() {
        Map<String, Map<String, DataSet>> series = studies.get(study);
        return series == null ? List.of() : List.of(item(study, series));
    }

    /** Neither sequence may be empty, so one without an instance is left out. */
    void addTo(DataSet.Builder root) {
        List<DataSet> current = new ArrayList<>();
        List<DataSet> other = new ArrayList<>();
        studies.forEach((uid, series) -> (uid.equals(study) ? current : other).add(item(uid, series)));
        if (!current.isEmpty()) {
            root.sequence(Tag.CurrentRequestedProcedureEvidenceSequence, current);
        }
        if (!other.isEmpty()) {
            root.sequence(Tag.PertinentOtherEvidenceSequence, other);
        }
    }

    private static DataSet item(String study, Map<String, Map<String, DataSet>> series) {
        List<DataSet> items = new ArrayList<>();
        series.forEach((uid, instances) -> items.add(DataSet.builder()
                .string(Tag.SeriesInstanceUID, uid)
                .sequence(Tag.ReferencedSOPSequence, List.copyOf(instances.values()))
                .build()));
        return DataSet.builder()
                .string(Tag.StudyInstanceUID, study)
                .sequence(Tag.ReferencedSeriesSequence, items)
                .build();
    }
}
