package org.glossa.ann;

import java.util.ArrayList;
import java.util.List;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TagPath;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;

/** What is met while an instance is made: what makes it impossible, and what is worth telling. Not thread-safe. */
final class Problems {
    private final List<Finding> fatal = new ArrayList<>();
    private final List<Finding> told = new ArrayList<>();

    /** Something without which no conformant instance can be written. */
    void refuse(String code, Place place, String got, String allowed, String remedy) {
        fatal.add(Finding.error(code, place, got, allowed, remedy, "PS3.3 A.87"));
    }

    void tell(Finding finding) {
        told.add(finding);
    }

    void requireNone() throws UnwritableAnnotationsException {
        if (!fatal.isEmpty()) {
            throw new UnwritableAnnotationsException(fatal);
        }
    }

    List<Finding> told() {
        return List.copyOf(told);
    }

    /** @param tag at the root of the instance that is made */
    static Place at(int tag) {
        return new Place.DataElement(-1, new TagPath(List.of(), tag).toString());
    }

    /**
     * @param group zero-based
     * @param tag in the item of that group
     */
    static Place at(int group, int tag) {
        TagPath.Item item = new TagPath.Item(Tag.AnnotationGroupSequence, group + 1L); // to one-based
        return new Place.DataElement(-1, new TagPath(List.of(item), tag).toString());
    }
}
