package org.glossa.sr.write;

import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.sr.ContentItem;
import org.glossa.sr.SrClasses;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.ValueType;
import org.jspecify.annotations.Nullable;

/** What containers of the Measurement Groups of a source report are, beside their items, in the order of the groups. */
final class GroupForms {
    private final List<Form> forms = new ArrayList<>();
    private long elsewhere;

    /**
     * @param continuity Continuity of Content (0040,A050), SEPARATE or CONTINUOUS
     * @param template Content Template Sequence (0040,A504), null when there is none
     */
    record Form(String continuity, @Nullable Element template) {}

    /**
     * Those of the objects of a set, when it was read from a report in which each object is a group; else none.
     *
     * @param original null when there is none
     */
    static GroupForms of(@Nullable DataSet original, AnnotationSet set) {
        GroupForms found = new GroupForms();
        if (original == null
                || set.extras().report().isEmpty()
                || !SrClasses.READ.contains(original.string(Tag.SOPClassUID).orElse(""))) {
            return found;
        }
        boolean placed = false;
        for (ContentItem child : ContentItem.root(original).children()) {
            boolean here = !placed && child.isNamed(SrConcepts.IMAGING_MEASUREMENTS);
            placed |= here;
            found.take(child, here ? Where.WITHIN : Where.ELSEWHERE);
        }
        return found.forms.size() == set.features().featureCount() ? found : new GroupForms();
    }

    private enum Where {
        /** Below a child of the root that is not where groups are written. */
        ELSEWHERE,
        /** In the container that groups are written into. */
        WITHIN
    }

    private void take(ContentItem item, Where where) {
        if (!item.is(ValueType.CONTAINER)) {
            return;
        }
        if (item.isNamed(SrConcepts.MEASUREMENT_GROUP)) {
            String continuity = item.data().string(Tag.ContinuityOfContent).orElse("");
            forms.add(new Form(
                    continuity.equals("CONTINUOUS") ? continuity : "SEPARATE",
                    item.data().get(Tag.ContentTemplateSequence)));
            elsewhere += where == Where.ELSEWHERE ? 1 : 0;
            return;
        }
        for (ContentItem child : item.children()) {
            boolean directly = where == Where.WITHIN && child.isNamed(SrConcepts.MEASUREMENT_GROUP);
            take(child, directly ? Where.WITHIN : Where.ELSEWHERE);
        }
    }

    /** Of an object of the set, null when nothing is known of it. */
    @Nullable
    Form of(long feature) {
        return forms.isEmpty() ? null : forms.get((int) feature);
    }

    /** How many groups of the source are not children of the container Imaging Measurements, where they are written. */
    long elsewhere() {
        return elsewhere;
    }
}
