package org.glossa.ann;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.ImageReference;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.annotation.ZPlanes;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.Features;

/**
 * Sets as a GeoJSON reader makes them: polygons with holes, Multi geometries, objects without geometry, ids, names, members, parents, and
 * doubles. Pixels of the image given.
 */
final class ObjectSets {
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    final List<List<double[]>> rows =
            List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final SplittableRandom random;
    private final FeatureColumnsBuilder features;
    private final int decimals;
    private long count;

    /** Groups by their place in a set. */
    static final int OUTLINES = 0;

    static final int HOLES = 1;
    static final int POINTS = 2;
    static final int REGIONLESS = 3;
    static final int LONE = 4;

    /** Doubles of which some are absent. */
    record Numbers(double[] numbers, boolean[] present) implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return present[(int) annotation];
        }

        @Override
        public float value(long annotation) {
            return (float) numbers[(int) annotation];
        }

        @Override
        public Precision precision() {
            return Precision.FLOAT64;
        }

        @Override
        public double number(long annotation) {
            return numbers[(int) annotation];
        }
    }

    private ObjectSets(long seed, ScratchColumns scratch) {
        this.random = new SplittableRandom(seed);
        this.features = new FeatureColumnsBuilder(scratch);
        this.decimals = random.nextInt(4); // 3: doubles of all digits
    }

    static AnnotationSet of(long seed, DataSet image, ScratchColumns scratch) throws IOException {
        return new ObjectSets(seed, scratch).set(image);
    }

    private AnnotationSet set(DataSet image) throws IOException {
        int objects = random.nextInt(2, 40);
        for (int i = 0; i < objects; i++) {
            object();
        }
        outline(Features.BEGINS_MEMBER, 2);
        feature(Features.Kind.GEOMETRY, "text \u00e4 " + count);
        row(REGIONLESS);
        features.part(REGIONLESS, rows.get(REGIONLESS).size() - 1, Features.BEGINS_MEMBER);
        feature(Features.Kind.NONE, null);
        row(LONE, 5, 5);
        features.part(LONE, 0, Features.BEGINS_MEMBER);
        feature(
                Features.Kind.GEOMETRY,
                new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63).toString());
        String uid = image.string(Tag.SOPInstanceUID).orElseThrow();
        List<AnnotationGroup> groups = List.of(
                group(1, "outlines", GraphicType.POLYGON, OUTLINES, GroupRole.ANNOTATIONS),
                group(2, "outlines", GraphicType.POLYGON, HOLES, GroupRole.HOLES),
                group(3, "points", GraphicType.POINT, POINTS, GroupRole.ANNOTATIONS),
                group(4, "nothing", GraphicType.POINT, REGIONLESS, GroupRole.REGIONLESS),
                group(5, "lone", GraphicType.POINT, LONE, GroupRole.ANNOTATIONS));
        return new AnnotationSet(
                "",
                new CoordinateSpace.ImagePixels(uid),
                new ImageReference(
                        image.string(Tag.StudyInstanceUID).orElseThrow(),
                        image.string(Tag.SeriesInstanceUID).orElseThrow(),
                        image.string(Tag.SOPClassUID).orElseThrow(),
                        uid),
                groups,
                features.build(),
                new DocumentExtras("{\"foreign\":[1,\"\u00fc\"]}", ""),
                () -> {});
    }

    private void object() throws IOException {
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                outline(Features.BEGINS_MEMBER, random.nextInt(4));
                feature(
                        Features.Kind.GEOMETRY,
                        UUID.nameUUIDFromBytes(("" + count).getBytes()).toString());
            }
            case 2 -> {
                int members = random.nextInt(1, 4);
                for (int i = 0; i < members; i++) {
                    outline((i == 0 ? Features.BEGINS_MEMBER : 0) | Features.OF_MULTI, random.nextInt(3));
                }
                feature(Features.Kind.GEOMETRY, null);
            }
            case 3 -> {
                outline(Features.BEGINS_MEMBER, random.nextInt(2));
                point(Features.BEGINS_MEMBER);
                feature(Features.Kind.COLLECTION, "id " + count);
            }
            default -> {
                point(Features.BEGINS_MEMBER);
                feature(Features.Kind.GEOMETRY, random.nextBoolean() ? null : "12.50");
            }
        }
    }

    private void feature(Features.Kind kind, String id) throws IOException {
        Features.IdForm form = id == null
                ? Features.IdForm.ABSENT
                : id.equals("12.50") ? Features.IdForm.NUMBER : Features.IdForm.TEXT;
        features.feature(
                kind,
                new FeatureColumnsBuilder.Said()
                        .id(form, id)
                        .name(random.nextInt(3) == 0 ? "name " + random.nextInt(5) : null)
                        .members(random.nextInt(3) == 0 ? "{\"properties\":{\"isLocked\":true}}" : null)
                        .parent(count > 3 && random.nextInt(4) == 0 ? random.nextLong(count) : -1));
        count++;
    }

    private void point(int marks) throws IOException {
        row(POINTS, number(0, 90), number(0, 60));
        features.part(POINTS, rows.get(POINTS).size() - 1, marks);
    }

    private void outline(int marks, int holes) throws IOException {
        double x = random.nextInt(60);
        double y = random.nextInt(40);
        row(OUTLINES, x, y, x + number(20, 21), y, x + 20, y + number(20, 21), x, y + 20);
        features.part(OUTLINES, rows.get(OUTLINES).size() - 1, marks);
        for (int i = 0; i < holes; i++) {
            double left = x + 1 + 5 * i;
            double top = y + number(3, 10);
            row(HOLES, left, top, left + number(1, 3), top, left + 2, number(12, 18) + y);
            features.part(HOLES, rows.get(HOLES).size() - 1, Features.HOLE);
        }
    }

    private void row(int group, double... ring) {
        double[] all = ring.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] = decimals == 3 ? all[i] : Math.rint(all[i] * Math.pow(10, decimals)) / Math.pow(10, decimals);
        }
        rows.get(group).add(all);
    }

    private double number(double from, double to) {
        return random.nextDouble(from, to);
    }

    private AnnotationGroup group(int number, String label, GraphicType type, int index, GroupRole role) {
        List<double[]> all = rows.get(index);
        long[] starts = new long[all.size() + 1];
        for (int i = 0; i < all.size(); i++) {
            starts[i + 1] = starts[i] + all.get(i).length / 2;
        }
        MemorySegment values = MemorySegment.ofArray(new byte[(int) starts[all.size()] * 2 * Double.BYTES]);
        int at = 0;
        for (double[] ring : all) {
            for (double ordinate : ring) {
                values.setAtIndex(DOUBLE, at++, ordinate);
            }
        }
        VertexOffsets offsets = role == GroupRole.REGIONLESS
                ? VertexOffsets.fixed(0, all.size())
                : new RandomSets.ListedOffsets(starts);
        return new AnnotationGroup(
                description(number, label, index),
                type,
                new Coordinates(values, Precision.FLOAT64, 2, offsets),
                role == GroupRole.HOLES ? List.of() : List.of(measurement(all.size())),
                role);
    }

    private Measurement measurement(int rowCount) {
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, 0.1, 1e300, -0.0, 5, 0.25};
        double[] numbers = new double[rowCount];
        boolean[] present = new boolean[rowCount];
        for (int i = 0; i < rowCount; i++) {
            numbers[i] = odd[random.nextInt(odd.length)];
            present[i] = random.nextInt(4) > 0;
        }
        return new Measurement(
                RandomSets.AREA, RandomSets.SQUARE_MICROMETRE, new Numbers(numbers, present), "Area \u00b5m^2");
    }

    private static GroupDescription description(int number, String label, int index) {
        return new GroupDescription(
                number,
                "",
                label,
                "",
                GenerationType.MANUAL,
                List.of(),
                RandomSets.CATEGORY,
                index == POINTS ? new CodedConcept("G1", "99GLOSSA", "Tumour bud") : RandomSets.NUCLEUS,
                List.of(),
                List.of(),
                List.of(),
                null,
                ZPlanes.UNSTATED,
                new Anatomy(List.of(), List.of()),
                new GroupExtras("{\"classification\":{\"name\":\"" + label + "\"}}", ""));
    }
}
