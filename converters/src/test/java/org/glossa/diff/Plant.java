package org.glossa.diff;

import static org.glossa.ledger.Attribute.ALGORITHM;
import static org.glossa.ledger.Attribute.ANATOMY;
import static org.glossa.ledger.Attribute.ATTRIBUTES;
import static org.glossa.ledger.Attribute.CLASS;
import static org.glossa.ledger.Attribute.COLLECTION;
import static org.glossa.ledger.Attribute.COLOUR;
import static org.glossa.ledger.Attribute.CONTENT;
import static org.glossa.ledger.Attribute.COORDINATES;
import static org.glossa.ledger.Attribute.GENERATION_TYPE;
import static org.glossa.ledger.Attribute.GRAPHIC_TYPE;
import static org.glossa.ledger.Attribute.GROUP;
import static org.glossa.ledger.Attribute.HOLES;
import static org.glossa.ledger.Attribute.ID;
import static org.glossa.ledger.Attribute.MEASUREMENT;
import static org.glossa.ledger.Attribute.MEASUREMENT_NAME;
import static org.glossa.ledger.Attribute.MEMBERS;
import static org.glossa.ledger.Attribute.NAME;
import static org.glossa.ledger.Attribute.OPTICAL_PATHS;
import static org.glossa.ledger.Attribute.ORDER;
import static org.glossa.ledger.Attribute.PARENT;
import static org.glossa.ledger.Attribute.PARTS;
import static org.glossa.ledger.Attribute.PRESENCE;
import static org.glossa.ledger.Attribute.Z;
import static org.glossa.ledger.Attribute.Z_PLANES;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
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
import org.glossa.ledger.Attribute;
import org.jspecify.annotations.Nullable;

/** One change of one kind at a random place of a set, and the attribute that it must be told as. */
enum Plant {
    ULP(COORDINATES),
    VERTICES_EXCHANGED(COORDINATES),
    WINDING(COORDINATES),
    START(COORDINATES),
    Z_ULP(Z),
    COMMON_Z(Z),
    CODE_VALUE(CLASS),
    CODE_SCHEME(CLASS),
    MODIFIER(CLASS),
    LABEL(GROUP),
    UID(GROUP),
    DESCRIPTION(GROUP),
    COLOUR_CHANGED(COLOUR),
    ALGORITHM_VERSION(ALGORITHM),
    GENERATION(GENERATION_TYPE),
    OPTICAL_PATH(OPTICAL_PATHS),
    PLANES(Z_PLANES),
    SITE(ANATOMY),
    ATTRIBUTE(ATTRIBUTES),
    TYPE(GRAPHIC_TYPE),
    MEASURED_ULP(MEASUREMENT),
    MEASUREMENT_MISSING(MEASUREMENT),
    MEASUREMENT_EXTRA(MEASUREMENT),
    NOT_A_NUMBER(MEASUREMENT),
    UNIT(MEASUREMENT_NAME),
    CONCEPT(MEASUREMENT_NAME),
    EXCHANGED(ORDER),
    REMOVED(PRESENCE),
    ADDED(PRESENCE),
    MOVED(CLASS),
    MOVED_WITHIN_CLASS(GROUP),
    ID_CHANGED(ID),
    NAME_CHANGED(NAME),
    HOLE_REMOVED(HOLES),
    MULTI(PARTS),
    MEMBER(MEMBERS),
    ITEM(CONTENT),
    CHILD(PARENT),
    COLLECTION_MEMBER(COLLECTION);

    private static final CodedConcept RIGHT = new CodedConcept("24028007", "SCT", "Right");

    final Attribute attribute;

    Plant(Attribute attribute) {
        this.attribute = attribute;
    }

    /** Whether the set has a place for it, where it now is. */
    boolean into(SetModel model, SplittableRandom random) {
        Group group = group(model, random, GroupRole.ANNOTATIONS);
        Row row = group.rows.get(random.nextInt(group.rows.size()));
        boolean plain = model.objects.isEmpty();
        return switch (this) {
            case ULP -> ulp(group, row, random.nextInt(2));
            case Z_ULP -> group.ordinates == 3 && ulp(group, row, 2);
            case VERTICES_EXCHANGED -> rearranged(group, row, 1);
            case WINDING -> rearranged(group, row, -1);
            case START -> rearranged(group, row, 0);
            case COMMON_Z ->
                group.ordinates == 2 && describe(group, d -> DescriptionChange.with(d, List.of(0.25), d.extras()));
            case CODE_VALUE ->
                describe(
                        group,
                        d -> DescriptionChange.typed(
                                d, new CodedConcept("1", d.type().scheme(), ""), List.of()));
            case CODE_SCHEME ->
                describe(
                        group,
                        d -> DescriptionChange.typed(
                                d, new CodedConcept(d.type().value(), "99X", ""), List.of()));
            case MODIFIER -> describe(group, d -> DescriptionChange.typed(d, d.type(), List.of(RIGHT)));
            case LABEL -> describe(group, d -> d.named(d.number(), d.uid(), d.label() + "'"));
            case UID ->
                !group.description.uid().isEmpty() && describe(group, d -> d.named(d.number(), "2.25.7", d.label()));
            case DESCRIPTION -> describe(group, d -> DescriptionChange.said(d, "other", d.generation(), d.zPlanes()));
            case GENERATION ->
                describe(group, d -> DescriptionChange.said(d, d.description(), GenerationType.MANUAL, d.zPlanes()));
            case PLANES ->
                model.space instanceof CoordinateSpace.SlideMillimetres
                        && describe(
                                group, d -> DescriptionChange.said(d, d.description(), d.generation(), ZPlanes.OWN));
            case COLOUR_CHANGED ->
                describe(group, d -> DescriptionChange.coloured(d, new CieLab(30_000, 40_000, 20_001)));
            case ALGORITHM_VERSION -> describe(group, DescriptionChange::newVersion);
            case OPTICAL_PATH -> describe(group, DescriptionChange::onPath);
            case SITE -> describe(group, DescriptionChange::atSite);
            case ATTRIBUTE ->
                describe(
                        group,
                        d -> DescriptionChange.with(
                                d, d.commonZ(), new GroupExtras("", "{\"00080005\":{\"vr\":\"CS\"}}")));
            case TYPE -> typeChanged(group);
            case MEASURED_ULP -> value(group, random, v -> v != null && !v.isNaN(), (c, v) -> ulp(c, v));
            case MEASUREMENT_MISSING -> value(group, random, v -> v != null && !v.isNaN(), (c, v) -> null);
            case MEASUREMENT_EXTRA -> plain && value(group, random, v -> v == null, (c, v) -> 5.0);
            case NOT_A_NUMBER -> plain && value(group, random, v -> v == null, (c, v) -> Double.NaN);
            case UNIT -> column(group, random, column -> column.unit = new CodedConcept("mm2", "UCUM", ""));
            case CONCEPT -> column(group, random, column -> column.concept = RIGHT);
            case EXCHANGED -> plain ? exchanged(group, random) : objectsExchanged(model, random);
            case REMOVED -> removed(model, group, row, random);
            case ADDED -> added(model, group, row, random);
            case MOVED -> moved(model, group, row, random, 0);
            case MOVED_WITHIN_CLASS -> moved(model, group, row, random, 1);
            case ID_CHANGED -> object(model, random, thing -> thing.id != null, thing -> thing.id = "other");
            case NAME_CHANGED -> object(model, random, thing -> thing.name != null, thing -> thing.name = "other");
            case HOLE_REMOVED ->
                object(
                        model,
                        random,
                        thing -> thing.parts.getLast().marks() == Features.HOLE,
                        thing -> thing.parts.removeLast());
            case MULTI ->
                object(model, random, Plant::isSingle, thing -> {
                    Part part = thing.parts.removeFirst();
                    thing.parts.add(new Part(part.group(), part.row(), part.marks() | Features.OF_MULTI));
                });
            case MEMBER ->
                object(
                        model,
                        random,
                        thing -> thing.members != null,
                        thing -> thing.members = thing.members.replace("true", "false"));
            case ITEM -> object(model, random, thing -> thing.content != null, thing -> thing.content = "[{}]");
            case CHILD -> object(model, random, thing -> thing.parent != null, thing -> thing.parent = null);
            case COLLECTION_MEMBER -> {
                model.extras = new DocumentExtras("{\"a\":2}", "");
                yield !plain;
            }
        };
    }

    private static boolean isSingle(Thing thing) {
        return thing.kind == Features.Kind.GEOMETRY
                && thing.parts.size() == 1
                && thing.parts.getFirst().marks() == Features.BEGINS_MEMBER;
    }

    private static Group group(SetModel model, SplittableRandom random, GroupRole role) {
        List<Group> found = model.groups.stream()
                .filter(g -> g.role == role && !g.rows.isEmpty())
                .toList();
        return found.get(random.nextInt(found.size()));
    }

    private static boolean ulp(Group group, Row row, int ordinate) {
        int at = row.ordinates.length - group.ordinates + ordinate;
        row.ordinates[at] = group.precision == Precision.FLOAT32
                ? Math.nextUp((float) row.ordinates[at])
                : Math.nextUp(row.ordinates[at]);
        return true;
    }

    private static Double ulp(Column column, @Nullable Double value) {
        return column.precision == Precision.FLOAT32
                ? (double) Math.nextUp(value.floatValue())
                : (Double) Math.nextUp(value);
    }

    /** Two vertices exchanged (1), all in reverse (−1), or beginning with the second (0). */
    private static boolean rearranged(Group group, Row row, int how) {
        int n = group.ordinates;
        int vertices = row.ordinates.length / n;
        if (vertices < 3) {
            return false;
        }
        double[] old = row.ordinates.clone();
        for (int i = 0; i < vertices; i++) {
            int from = switch (how) {
                case -1 -> vertices - 1 - i;
                case 0 -> (i + 1) % vertices;
                default -> i == 0 ? 1 : i == 1 ? 0 : i;
            };
            System.arraycopy(old, from * n, row.ordinates, i * n, n);
        }
        return n == 2;
    }

    private static boolean describe(Group group, UnaryOperator<GroupDescription> change) {
        group.description = change.apply(group.description);
        return true;
    }

    private static boolean typeChanged(Group group) {
        if (group.type != GraphicType.RECTANGLE) {
            return false;
        }
        group.type = GraphicType.POLYGON;
        return true;
    }

    private interface Change {
        @Nullable
        Double of(Column column, @Nullable Double value);
    }

    private interface Test {
        boolean of(@Nullable Double value);
    }

    private static boolean value(Group group, SplittableRandom random, Test test, Change change) {
        if (group.columns.isEmpty()) {
            return false;
        }
        int column = random.nextInt(group.columns.size());
        List<Row> rows = group.rows.stream()
                .filter(row -> test.of(row.values.get(column)))
                .toList();
        if (rows.isEmpty()) {
            return false;
        }
        Row row = rows.get(random.nextInt(rows.size()));
        row.values.set(column, change.of(group.columns.get(column), row.values.get(column)));
        return true;
    }

    private static boolean column(Group group, SplittableRandom random, java.util.function.Consumer<Column> change) {
        if (group.columns.isEmpty()) {
            return false;
        }
        change.accept(group.columns.get(random.nextInt(group.columns.size())));
        return true;
    }

    private static boolean exchanged(Group group, SplittableRandom random) {
        int i = random.nextInt(group.rows.size());
        int j = random.nextInt(group.rows.size());
        if (Arrays.equals(group.rows.get(i).ordinates, group.rows.get(j).ordinates)) {
            return false;
        }
        Collections.swap(group.rows, i, j);
        return true;
    }

    private static boolean isAlone(SetModel model, Thing thing) {
        return thing.parent == null && model.objects.stream().noneMatch(other -> other.parent == thing);
    }

    private static boolean objectsExchanged(SetModel model, SplittableRandom random) {
        int i = random.nextInt(model.objects.size());
        int j = random.nextInt(model.objects.size());
        Thing one = model.objects.get(i);
        Thing other = model.objects.get(j);
        if (i == j || !isAlone(model, one) || !isAlone(model, other) || isEmpty(one) || isEmpty(other)) {
            return false;
        }
        Collections.swap(model.objects, i, j);
        return true;
    }

    private static boolean isEmpty(Thing thing) {
        return thing.kind == Features.Kind.NONE;
    }

    private static boolean removed(SetModel model, Group group, Row row, SplittableRandom random) {
        if (model.objects.isEmpty()) {
            return group.rows.size() > 1 && group.rows.remove(row);
        }
        Thing thing = model.objects.get(random.nextInt(model.objects.size()));
        return isAlone(model, thing) && keepsGroups(model, thing) && model.objects.remove(thing);
    }

    /** Whether each group of the object has other rows. */
    private static boolean keepsGroups(SetModel model, Thing thing) {
        return thing.parts.stream()
                .allMatch(part -> model.objects.stream()
                        .anyMatch(other ->
                                other != thing && other.parts.stream().anyMatch(p -> p.group() == part.group())));
    }

    private static boolean added(SetModel model, Group group, Row row, SplittableRandom random) {
        Row more = new Row(row.ordinates.clone());
        more.values.addAll(row.values);
        for (int i = 0; i < more.ordinates.length; i++) {
            more.ordinates[i] += 7;
        }
        if (model.objects.isEmpty()) {
            group.rows.add(random.nextInt(group.rows.size() + 1), more);
            return true;
        }
        Thing thing = new Thing();
        thing.parts.add(new Part(group, more, Features.BEGINS_MEMBER));
        model.objects.add(random.nextInt(model.objects.size() + 1), thing);
        return true;
    }

    /** To a group of another class (0) or of the same (1). */
    private static boolean moved(SetModel model, Group group, Row row, SplittableRandom random, int same) {
        if (!model.objects.isEmpty() || group.rows.size() < 2) {
            return false;
        }
        List<Group> others = model.groups.stream()
                .filter(other -> other != group
                        && other.type == group.type
                        && other.ordinates == group.ordinates
                        && other.precision == group.precision
                        && other.columns.size() == group.columns.size()
                        && other.description.type().equals(group.description.type()) == (same == 1))
                .toList();
        if (others.isEmpty()) {
            return false;
        }
        Group target = others.getFirst();
        for (int i = 0; i < group.columns.size(); i++) {
            if (group.columns.get(i).precision != target.columns.get(i).precision) {
                return false;
            }
        }
        if (same == 1 && !group.description.colour().equals(target.description.colour())) {
            return false;
        }
        group.rows.remove(row);
        target.rows.add(random.nextInt(target.rows.size() + 1), row);
        return true;
    }

    private interface Condition {
        boolean of(Thing thing);
    }

    private static boolean object(
            SetModel model, SplittableRandom random, Condition condition, java.util.function.Consumer<Thing> change) {
        List<Thing> found = model.objects.stream().filter(condition::of).toList();
        if (found.isEmpty()) {
            return false;
        }
        change.accept(found.get(random.nextInt(found.size())));
        return true;
    }
}
