package org.glossa.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Precision;
import org.glossa.annotation.ZPlanes;
import org.glossa.diff.SetModel.Column;
import org.glossa.diff.SetModel.Group;
import org.glossa.diff.SetModel.Part;
import org.glossa.diff.SetModel.Row;
import org.glossa.diff.SetModel.Thing;
import org.glossa.feature.Features;

/** Seeded sets: all graphic types, duplicates, sparse measurements, objects with ids, names, holes, several parts. */
final class RandomModels {
    static final CodedConcept CATEGORY = new CodedConcept("91723000", "SCT", "Anatomical structure");
    static final CodedConcept NUCLEUS = new CodedConcept("84640000", "SCT", "Nucleus");
    static final CodedConcept TUMOR = new CodedConcept("108369006", "SCT", "Tumor");
    static final CodedConcept AREA = new CodedConcept("42798000", "SCT", "Area");
    static final CodedConcept LENGTH = new CodedConcept("410668003", "SCT", "Length");
    static final CodedConcept SQUARE_MICROMETRE = new CodedConcept("um2", "UCUM", "square micrometer");

    private final SplittableRandom random;

    private RandomModels(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static SetModel plain(long seed) {
        return new RandomModels(seed).plain();
    }

    static SetModel withObjects(long seed) {
        return new RandomModels(seed).withObjects();
    }

    static GroupDescription description(int number, String uid, String label, CodedConcept type) {
        return new GroupDescription(
                number,
                uid,
                label,
                "",
                GenerationType.AUTOMATIC,
                List.of(new Algorithm("net", "1.0", null, "", "")),
                CATEGORY,
                type,
                List.of(),
                List.of(),
                List.of(),
                new CieLab(30_000, 40_000 + number % 2, 20_000),
                ZPlanes.ALL,
                Anatomy.UNSTATED,
                GroupExtras.NONE);
    }

    private SetModel plain() {
        SetModel model = new SetModel();
        boolean flat = random.nextInt(3) > 0;
        model.space = flat ? new CoordinateSpace.ImagePixels("1.2.3") : new CoordinateSpace.SlideMillimetres("1.2.4");
        boolean uids = random.nextInt(4) > 0;
        int count = random.nextInt(2, 6);
        for (int i = 1; i <= count; i++) {
            Group group = group(i, uids ? "2.25." + random.nextLong(1, Long.MAX_VALUE) : "");
            group.ordinates = flat ? 2 : 2 + random.nextInt(2);
            int rows = random.nextInt(1, 40);
            for (int row = 0; row < rows; row++) {
                group.rows.add(
                        row > 0 && random.nextInt(8) == 0
                                ? duplicate(group.rows.get(random.nextInt(row)))
                                : row(group));
            }
            model.groups.add(group);
        }
        return model;
    }

    private Group group(int number, String uid) {
        GraphicType type = GraphicType.values()[random.nextInt(GraphicType.values().length)];
        CodedConcept property = random.nextBoolean() ? NUCLEUS : TUMOR;
        String label = uid.isEmpty() || random.nextBoolean() ? "label " + number : "label";
        Group group = new Group(description(number, uid, label, property), type);
        group.precision = random.nextBoolean() ? Precision.FLOAT32 : Precision.FLOAT64;
        int columns = random.nextInt(3);
        for (int i = 0; i < columns; i++) {
            Column column = new Column(i == 0 ? AREA : LENGTH, SQUARE_MICROMETRE);
            column.precision = random.nextBoolean() ? Precision.FLOAT32 : Precision.FLOAT64;
            group.columns.add(column);
        }
        return group;
    }

    private static Row duplicate(Row row) {
        Row same = new Row(row.ordinates.clone());
        same.values.addAll(row.values);
        return same;
    }

    Row row(Group group) {
        int vertices = group.role == GroupRole.REGIONLESS
                ? 0
                : switch (group.type) {
                    case POINT -> 1;
                    case POLYLINE -> random.nextInt(2, 8);
                    case POLYGON -> random.nextInt(3, 12);
                    case ELLIPSE, RECTANGLE -> 4;
                };
        double[] ordinates = new double[vertices * group.ordinates];
        for (int i = 0; i < ordinates.length; i++) {
            double number = random.nextDouble(1, 5_000);
            ordinates[i] = group.precision == Precision.FLOAT32 ? (float) number : number;
        }
        Row row = new Row(ordinates);
        for (Column column : group.columns) {
            double number = random.nextInt(10) == 0 ? Double.NaN : random.nextDouble(1, 100);
            row.values.add(
                    random.nextInt(4) == 0
                            ? null
                            : column.precision == Precision.FLOAT32
                                    ? (Double) (double) (float) number
                                    : (Double) number);
        }
        return row;
    }

    private SetModel withObjects() {
        SetModel model = new SetModel();
        model.extras = new DocumentExtras("{\"a\":1}", "");
        int count = random.nextInt(2, 5);
        List<Group> groups = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Group group = group(i, "");
            if (i == 1) {
                group.type = GraphicType.POLYGON;
            }
            groups.add(group);
        }
        model.groups.addAll(groups);
        Group holes = new Group(groups.getFirst().description, GraphicType.POLYGON);
        holes.role = GroupRole.HOLES;
        holes.precision = groups.getFirst().precision;
        model.groups.add(holes);
        Group none = new Group(description(9, "", "none", TUMOR), GraphicType.POINT);
        none.role = GroupRole.REGIONLESS;
        none.columns.add(new Column(AREA, SQUARE_MICROMETRE));
        model.groups.add(none);
        int objects = random.nextInt(6, 60);
        for (int i = 0; i < objects; i++) {
            Thing thing = model.thing();
            Group group = groups.get(random.nextInt(count));
            switch (random.nextInt(6)) {
                case 0 -> several(thing, group, Features.OF_MULTI);
                case 1 -> {
                    thing.kind = Features.Kind.COLLECTION;
                    add(thing, groups.get(0), Features.BEGINS_MEMBER);
                    add(thing, groups.get(1), Features.BEGINS_MEMBER);
                }
                case 2 -> {
                    add(thing, groups.getFirst(), Features.BEGINS_MEMBER);
                    add(thing, holes, Features.HOLE);
                    add(thing, holes, Features.HOLE);
                }
                case 3 -> {
                    if (random.nextInt(3) == 0) {
                        thing.kind = Features.Kind.NONE;
                        add(thing, none, Features.BEGINS_MEMBER);
                    } else {
                        add(thing, group, Features.BEGINS_MEMBER);
                    }
                }
                default -> add(thing, group, Features.BEGINS_MEMBER);
            }
            if (random.nextBoolean()) {
                thing.form = Features.IdForm.TEXT;
                thing.id = "id " + i;
            }
            if (random.nextBoolean()) {
                thing.name = "name " + random.nextInt(5);
            }
            if (random.nextInt(3) == 0) {
                thing.members = "{\"properties\":{\"isLocked\":true,\"n\":" + random.nextInt(9) + "}}";
                thing.content = "[{\"0040A040\":{\"vr\":\"CS\"}}]";
            }
            if (i > 2 && random.nextInt(5) == 0) {
                thing.parent = model.objects.get(random.nextInt(i - 1));
            }
        }
        return model;
    }

    private void several(Thing thing, Group group, int mark) {
        int parts = random.nextInt(1, 4);
        for (int i = 0; i < parts; i++) {
            add(thing, group, mark | (i == 0 ? Features.BEGINS_MEMBER : 0));
        }
    }

    private void add(Thing thing, Group group, int marks) {
        Row row = row(group);
        if (!thing.parts.isEmpty()) {
            row.values.replaceAll(value -> null);
        }
        thing.parts.add(new Part(group, row, marks));
    }
}
