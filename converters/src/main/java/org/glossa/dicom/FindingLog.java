package org.glossa.dicom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;

/** Findings of one file, a few of each code, so that a file with a million flaws costs no memory. Not thread-safe. */
final class FindingLog {
    private static final int OF_EACH_CODE = 10;
    private static final String REMEDY = "have the producing software corrected";

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** Counts one finding of a code; whether it is still to be written down. */
    boolean takes(String code) {
        return counts.merge(code, 1, Integer::sum) <= OF_EACH_CODE;
    }

    void warning(String code, Place place, String got, String allowed) {
        findings.add(Finding.warning(code, place, got, allowed, REMEDY, ""));
    }

    /** Where the offsets of findings are not those of the file. */
    void noteInflation(long start) {
        findings.addFirst(Finding.information(
                "OFFSETS_AFTER_INFLATION",
                new Place.DataElement(start, ""),
                "a deflated data set",
                "byte offsets of findings count in the file with its data set inflated",
                "",
                "PS3.5 A.5"));
    }

    /** Terms of (0008,0005) at the root that cannot be decoded. */
    void noteCharacterSet(DataSet dataSet) {
        Element element = dataSet.get(Tag.SpecificCharacterSet);
        if (element == null) {
            return;
        }
        for (String unknown : element.characters().unknown()) {
            if (!takes("UNKNOWN_CHARACTER_SET")) {
                continue;
            }
            warning(
                    "UNKNOWN_CHARACTER_SET",
                    new Place.DataElement(element.valueOffset(), Tag.name(element.tag())),
                    unknown,
                    "a defined term of PS3.3 C.12.1.1.2; text is read by the first term alone, or as ISO_IR 100");
        }
    }

    static MalformedInputException damaged(String code, Place place, String got, String allowed, String clause) {
        return new MalformedInputException(
                Finding.error(code, place, got, allowed, "send the file again, or " + REMEDY, clause));
    }

    /** All findings; where one code has more than were kept, a last one says how many. */
    List<Finding> all() {
        List<Finding> all = new ArrayList<>(findings);
        counts.forEach((code, count) -> {
            if (count > OF_EACH_CODE) {
                all.add(Finding.warning(
                        code,
                        Place.WHOLE,
                        count + " of these in all",
                        "the first " + OF_EACH_CODE + " are listed",
                        REMEDY,
                        ""));
            }
        });
        return List.copyOf(all);
    }
}
