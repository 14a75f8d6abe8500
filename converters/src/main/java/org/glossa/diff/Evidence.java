package org.glossa.diff;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomJsonReader;
import org.glossa.dicom.Tag;

/**
 * The instances that a report refers to (PS3.3 C.17.2 and C.17.2.3), whichever way items of studies and series hold them: writers repeat a study
 * where others say it once.
 */
final class Evidence {
    private static final List<String> SEQUENCES = List.of("0040A375", "0040A385");

    private Evidence() {}

    /** Puts one form of each of the two lists of a report into its place. */
    static void unify(SortedMap<String, String> report) {
        for (String sequence : SEQUENCES) {
            report.computeIfPresent(sequence, (tag, json) -> references(tag, json));
        }
    }

    private static String references(String tag, String json) {
        byte[] text = ("[{\"" + tag + "\":" + json + "}]").getBytes(StandardCharsets.UTF_8);
        try {
            SortedSet<String> references = new TreeSet<>();
            for (DataSet root :
                    DicomJsonReader.read(new ByteArrayInputStream(text), DicomJsonReader.BulkDataResolver.NONE)) {
                for (DataSet study : root.items(Integer.parseUnsignedInt(tag, 16))) {
                    for (DataSet series : study.items(Tag.ReferencedSeriesSequence)) {
                        for (DataSet instance : series.items(Tag.ReferencedSOPSequence)) {
                            references.add(String.join(
                                    " ",
                                    study.string(Tag.StudyInstanceUID).orElse(""),
                                    series.string(Tag.SeriesInstanceUID).orElse(""),
                                    instance.string(Tag.ReferencedSOPClassUID).orElse(""),
                                    instance.string(Tag.ReferencedSOPInstanceUID)
                                            .orElse("")));
                        }
                    }
                }
            }
            return String.join(", ", references);
        } catch (IOException e) {
            return json; // no data set: equal only to itself
        }
    }
}
