package org.glossa.sr.write;

import java.util.ArrayList;
import java.util.List;
import org.glossa.ann.UnwritableAnnotationsException;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TagPath;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.glossa.ledger.Losses.Where;

/** What is met while a report is made: what makes it impossible, and what is worth telling. Not thread-safe. */
final class SrProblems {
    /** Of each kind; a source that is wrong throughout has as many as it has objects. */
    private static final int MOST_REFUSALS = 20;

    private final List<Finding> fatal = new ArrayList<>();
    private final List<Finding> told = new ArrayList<>();
    private long longRegions;

    /** Something without which no conformant instance can be written. */
    void refuse(String code, Place place, String got, String allowed, String remedy, String clause) {
        if (fatal.size() < MOST_REFUSALS) {
            fatal.add(Finding.error(code, place, got, allowed, remedy, clause));
        }
    }

    void tell(Finding finding) {
        told.add(finding);
    }

    void refuseNotFinite(Where where) {
        refuse(
                "COORDINATE_NOT_FINITE",
                at(Tag.GraphicData),
                "an ordinate of " + where.path() + " that is no number, or none that float32 holds",
                "numbers",
                "correct the annotation",
                "PS3.3 C.18.6");
    }

    void tellOfLongRegion() {
        longRegions++;
    }

    /** @param count may be zero, of which nothing is told */
    void tellOfGroupsElsewhere(long count) {
        if (count > 0) {
            tell(Finding.warning(
                    "GROUPS_MOVED",
                    at(Tag.ContentSequence),
                    count
                            + " Measurement Groups that do not stand right in the container Imaging Measurements (126010, DCM)",
                    "Measurement Groups in that container, into which they are written",
                    "none is needed, unless the containers around the groups said something of them",
                    "PS3.16 TID 1500"));
        }
    }

    void refuseOutside(Where where) {
        refuse(
                "OUT_OF_BOUNDS",
                at(Tag.GraphicData),
                where.path() + ", which reaches beyond the image",
                "pixels from 0 to the columns and rows of the image",
                "correct the annotation, or keep or clip what is outside (--out-of-bounds)",
                "PS3.3 C.18.6.1.1");
    }

    void requireNone() throws UnwritableAnnotationsException {
        if (!fatal.isEmpty()) {
            throw new UnwritableAnnotationsException(fatal);
        }
    }

    List<Finding> told() {
        List<Finding> all = new ArrayList<>(told);
        if (longRegions > 0) {
            all.add(Finding.warning(
                    "REGION_LONG",
                    at(Tag.GraphicData),
                    longRegions + " regions of more than 65534 bytes, whose VR is written as UN",
                    "values of FL of at most 65534 bytes",
                    "simplify the outlines, or write bulk annotations, if a reader does not know them",
                    "PS3.5 6.2.2"));
        }
        return List.copyOf(all);
    }

    static Place at(int tag) {
        return new Place.DataElement(-1, new TagPath(List.of(), tag).toString());
    }
}
