package org.glossa.sr.write;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Vr;
import org.glossa.feature.Features;
import org.glossa.option.Holes;
import org.glossa.outline.HolePositions;
import org.glossa.sr.SrBlock;
import org.jspecify.annotations.Nullable;

/** What items of a Measurement Group cannot say of its object, in private elements. */
final class ObjectCarriage {
    private final AnnotationSet set;
    private final Features features;
    private final ObjectRegions regions;
    private final int[] groupNumbers;
    private final Holes holes;

    /** What an object is, beside its parts; of its first Measurement Group alone. */
    record Told(Tracking.Said tracking, boolean saysContent, MeasuredItems.Measured measured, boolean valuesToo) {}

    /** @param groupNumbers of each group of the set as it is carried, from one; 0 for one that is not */
    ObjectCarriage(AnnotationSet set, ObjectRegions regions, int[] groupNumbers, Holes holes) {
        this.set = set;
        this.features = set.features();
        this.regions = regions;
        this.groupNumbers = groupNumbers;
        this.holes = holes;
    }

    /**
     * @param parts in the order of their ordinates
     * @param places of the parts among those of the object, from one; null for 1, 2, 3 …
     * @param told null for a Measurement Group beside the object's first
     */
    void add(
            DataSet.Builder item,
            long feature,
            Parts parts,
            long @Nullable [] places,
            boolean withOrdinates,
            @Nullable Told told)
            throws IOException {
        SrBlock.Builder block = new SrBlock.Builder(item);
        block.numbers(SrBlock.FEATURE, feature + 1); // to one-based
        if (told != null) {
            addObject(block, feature, told);
        }
        int count = parts.count();
        long[] groups = new long[count];
        long[] annotations = new long[count];
        long[] marks = new long[count];
        for (int i = 0; i < count; i++) {
            groups[i] = groupNumbers[features.group(parts.get(i))];
            annotations[i] = features.annotation(parts.get(i)) + 1; // to one-based
            marks[i] = features.marks(parts.get(i));
        }
        block.numbers(SrBlock.PART_GROUPS, groups)
                .numbers(SrBlock.PART_ANNOTATIONS, annotations)
                .numbers(SrBlock.PART_MARKS, marks);
        if (places != null) {
            block.numbers(SrBlock.PART_PLACES, places);
        }
        if (withOrdinates) {
            addOrdinates(block, parts);
        }
    }

    private void addObject(SrBlock.Builder block, long feature, Told told) throws IOException {
        block.word(SrBlock.KIND, features.kind(feature).name());
        if (features.parent(feature) >= 0) {
            block.numbers(SrBlock.PARENT, features.parent(feature) + 1); // to one-based
        }
        Features.IdForm form = told.tracking().idForm();
        if (form != null) {
            block.word(SrBlock.ID_FORM, form.name());
            String id = told.tracking().id();
            if (id != null) {
                block.text(SrBlock.ID, quoted(id));
            }
        }
        if (!told.tracking().saysName()) {
            String name = features.name(feature);
            block.text(SrBlock.NAME, name == null ? "" : quoted(name));
        }
        String members = holes == Holes.DROP ? HolePositions.left(set, feature) : features.members(feature);
        if (members != null) {
            block.text(SrBlock.MEMBERS, members);
        }
        if (!told.saysContent()) {
            String content = features.content(feature);
            block.text(SrBlock.CONTENT, content == null ? "" : content);
        }
        addMeasured(block, told);
    }

    private static void addMeasured(SrBlock.Builder block, Told told) {
        var columns = told.measured().columns();
        if (columns.isEmpty()) {
            return;
        }
        block.numbers(
                SrBlock.VALUE_COLUMNS,
                columns.stream().mapToLong(column -> column + 1L).toArray()); // to one-based
        if (told.valuesToo()) {
            double[] values = told.measured().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            block.bytes(SrBlock.VALUES, Vr.OD, Numbers.bytes(values));
        }
    }

    private void addOrdinates(SrBlock.Builder block, Parts parts) {
        double[][] each = new double[parts.count()][];
        long[] vertices = new long[parts.count()];
        int total = 0;
        for (int i = 0; i < each.length; i++) {
            long part = parts.get(i);
            each[i] = regions.ordinates(part);
            vertices[i] = each[i].length
                    / set.groups().get(features.group(part)).coordinates().ordinates();
            total = Math.addExact(total, each[i].length);
        }
        double[] all = new double[total];
        int at = 0;
        for (double[] one : each) {
            System.arraycopy(one, 0, all, at, one.length);
            at += one.length;
        }
        block.numbers(SrBlock.VERTEX_COUNTS, vertices);
        addOrdinates(block, all);
    }

    /** OF when each ordinate is a float bit for bit, else OD. */
    private static void addOrdinates(SrBlock.Builder block, double[] ordinates) {
        float[] floats = new float[ordinates.length];
        boolean single = true;
        for (int i = 0; i < ordinates.length && single; i++) {
            floats[i] = (float) ordinates[i];
            single = Double.doubleToRawLongBits(floats[i]) == Double.doubleToRawLongBits(ordinates[i]);
        }
        MemorySegment bytes = single ? Numbers.bytes(floats) : Numbers.bytes(ordinates);
        block.bytes(SrBlock.ORDINATES, single ? Vr.OF : Vr.OD, bytes);
    }

    /** As a JSON text. */
    static String quoted(String text) {
        return "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
