package org.glossa.sr.write;

import org.glossa.annotation.CodedConcept;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.sr.SrConcepts;

/** Where in a Measurement Group an item stands, in the order of the rows of TID 1410, 1411 and 1501. */
enum Slot {
    TRACKING,
    CATEGORY,
    FINDING,
    METHOD,
    SITE,
    REGION,
    ALGORITHM,
    MEASUREMENT,
    REST;

    static Slot of(DataSet item) {
        String type = item.string(Tag.ValueType).orElse("");
        if (type.equals("NUM")) {
            return MEASUREMENT;
        }
        if (type.startsWith("SCOORD")) {
            return REGION;
        }
        if (item.string(Tag.RelationshipType).orElse("").equals(ItemMaker.HAS_OBS_CONTEXT)) {
            return TRACKING;
        }
        CodedConcept name = Content.name(item);
        if (SrConcepts.is(name, SrConcepts.FINDING_CATEGORY)) {
            return CATEGORY;
        }
        if (SrConcepts.is(name, SrConcepts.FINDING)) {
            return FINDING;
        }
        if (SrConcepts.is(name, SrConcepts.METHOD) || SrConcepts.is(name, SrConcepts.GEOMETRIC_PURPOSE)) {
            return METHOD;
        }
        if (SrConcepts.is(name, SrConcepts.FINDING_SITE)) {
            return SITE;
        }
        return isAlgorithm(name) ? ALGORITHM : REST;
    }

    private static boolean isAlgorithm(CodedConcept name) {
        return SrConcepts.is(name, SrConcepts.ALGORITHM_NAME)
                || SrConcepts.is(name, SrConcepts.ALGORITHM_VERSION)
                || SrConcepts.is(name, SrConcepts.ALGORITHM_PARAMETERS)
                || SrConcepts.is(name, SrConcepts.ALGORITHM_FAMILY)
                || SrConcepts.is(name, SrConcepts.ALGORITHM_MANUFACTURER);
    }
}
