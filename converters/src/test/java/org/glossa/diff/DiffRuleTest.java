package org.glossa.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Precision;
import org.glossa.annotation.ZPlanes;
import org.glossa.diff.Difference.Example;
import org.glossa.diff.SetModel.Column;
import org.glossa.diff.SetModel.Group;
import org.glossa.diff.SetModel.Part;
import org.glossa.diff.SetModel.Row;
import org.glossa.diff.SetModel.Thing;
import org.glossa.feature.Features;
import org.glossa.geojson.SrgbColour;
import org.glossa.ledger.Attribute;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.Test;

/** Each rule of a comparison by a case written by hand. */
class DiffRuleTest {
    private static final double[] OUTLINE = {0, 0, 100, 0, 100, 100, 0, 100};
    private static final double[] HOLE = {10, 10, 20, 10, 20, 20};

    private final SetModel first = new SetModel();
    private final SetModel second = new SetModel();

    private static Group group(SetModel model, String label, GraphicType type, double[]... rows) {
        Group group =
                new Group(RandomModels.description(1 + 2 * model.groups.size(), "", label, RandomModels.NUCLEUS), type);
        Arrays.stream(rows).forEach(row -> group.rows.add(new Row(row)));
        model.groups.add(group);
        return group;
    }

    private static Part part(Group group, int row, int marks) {
        return new Part(group, group.rows.get(row), marks);
    }

    private Diff diff() throws IOException {
        return diff(DiffOptions.exact());
    }

    private Diff diff(DiffOptions options) throws IOException {
        return SetDiff.compare(first.build(), second.build(), options);
    }

    private void assertOnly(Attribute attribute, long count) throws IOException {
        Diff diff = diff();
        assertThat(diff.differences()).as(DiffText.lines(diff)).hasSize(1);
        assertThat(diff.differences().getFirst().attribute()).isEqualTo(attribute);
        assertThat(diff.differences().getFirst().count()).isEqualTo(count);
    }

    @Test
    void aPlaceSaysGroupAnnotationVertexAndBothNumbers() throws IOException {
        group(first, "a", GraphicType.POINT, new double[] {1, 2});
        group(first, "b", GraphicType.POLYGON, OUTLINE, new double[] {1, 1, 5, 1, 5, 7});
        group(second, "a", GraphicType.POINT, new double[] {1, 2});
        group(second, "b", GraphicType.POLYGON, OUTLINE, new double[] {1, 1, 5, 1.5, 5, 7});
        Difference difference = diff().differences().getFirst();
        assertThat(difference.firstExamples())
                .containsExactly(new Example(
                        "group 2 \"b\", annotation 2",
                        "group 2 \"b\", annotation 2",
                        "vertex 2 y 1.0",
                        "vertex 2 y 1.5",
                        2));
        assertThat(difference.maxAbsError()).isEqualTo(0.5);
    }

    @Test
    void aFloatIsItsExactValueAndItsShortestDecimal() throws IOException {
        Group floats = group(first, "a", GraphicType.POINT, new double[] {26355.68, 0.1f}, new double[] {-0.0, 3});
        floats.precision = Precision.FLOAT32;
        group(second, "a", GraphicType.POINT, new double[] {26355.68, 0.1f}, new double[] {0.0, 3});
        assertThat(diff().differences()).isEmpty();
        second.groups.getFirst().rows.getFirst().ordinates[0] = 26355.681;
        assertOnly(Attribute.COORDINATES, 1);
    }

    @Test
    void aToleranceIsMetOrExceeded() throws IOException {
        group(first, "a", GraphicType.POLYGON, OUTLINE, new double[] {300, 300, 400, 300, 400, 400});
        group(second, "a", GraphicType.POLYGON, new double[] {300.009, 300, 400, 300, 400, 399.992}, OUTLINE);
        DiffOptions near = DiffOptions.exact().with(Tolerance.parse("0.01px"));
        assertThat(diff(near).attributes()).containsExactly(Attribute.ORDER);
        second.groups.getFirst().rows.getFirst().ordinates[0] = 300.011;
        assertThat(diff(near).attributes()).containsExactlyInAnyOrder(Attribute.ORDER, Attribute.COORDINATES);
        assertThatThrownBy(() -> diff(DiffOptions.exact().with(Tolerance.parse("0.001mm"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("px");
        assertThatThrownBy(() -> Tolerance.parse("0.01")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Tolerance.parse("0")).isEqualTo(Tolerance.EXACT);
        assertThat(Tolerance.parse("2.5um")).isEqualTo(Tolerance.parse("0.0025mm"));
    }

    @Test
    void withinAToleranceAnInsertionMovesNothing() throws IOException {
        double[][] rows = new double[50][];
        double[][] others = new double[51][];
        for (int i = 0; i < 50; i++) {
            rows[i] = new double[] {i * 10, 5, i * 10 + 3, 5, i * 10 + 3, 9};
            others[i < 20 ? i : i + 1] = new double[] {i * 10 + 0.003, 5, i * 10 + 3, 4.998, i * 10 + 3, 9};
        }
        others[20] = new double[] {7_000, 1, 7_001, 1, 7_001, 2};
        group(first, "a", GraphicType.POLYGON, rows);
        group(second, "a", GraphicType.POLYGON, others);
        Diff diff = diff(DiffOptions.exact().with(Tolerance.parse("0.01px")));
        assertThat(diff.attributes()).containsExactly(Attribute.PRESENCE);
        assertThat(diff.differences().getFirst().count()).isEqualTo(1);
        assertThat(diff.differences().getFirst().firstExamples().getFirst().second())
                .isEqualTo("group 1 \"a\", annotation 21");
    }

    @Test
    void objectsAgainstNone() throws IOException {
        Group group = group(first, "a", GraphicType.POLYGON, OUTLINE, HOLE, new double[] {50, 50, 51, 50, 51, 51});
        Thing multi = first.thing(
                part(group, 0, Features.BEGINS_MEMBER | Features.OF_MULTI), part(group, 1, Features.OF_MULTI));
        multi.name = "liver";
        multi.form = Features.IdForm.NUMBER;
        multi.id = "7";
        Thing child = first.thing(part(group, 2, Features.BEGINS_MEMBER));
        child.parent = multi;
        group(second, "a", GraphicType.POLYGON, OUTLINE, HOLE, new double[] {50, 50, 51, 50, 51, 51});
        Diff diff = diff();
        assertThat(diff.attributes())
                .containsExactlyInAnyOrder(Attribute.ID, Attribute.NAME, Attribute.PARENT, Attribute.PARTS);
        assertThat(diff.differences()).allMatch(difference -> difference.count() == 1);
        Diff back = SetDiff.compare(second.build(), first.build(), DiffOptions.exact());
        assertThat(back.attributes()).isEqualTo(diff.attributes());
        assertThat(back.differences()).allMatch(difference -> difference.count() == 1);
        assertThat(SetDiff.compare(
                                second.build(),
                                first.build(),
                                DiffOptions.exact().with(Sides.SECOND_FROM_FIRST))
                        .attributes())
                .containsExactlyInAnyOrder(Attribute.PARENT, Attribute.PARTS);
    }

    @Test
    void aCollectionOfOneTypeIsAMultiAndAMultiOfOneIsNotSingle() throws IOException {
        for (SetModel model : List.of(first, second)) {
            Group group = group(model, "a", GraphicType.POLYGON, OUTLINE, HOLE);
            boolean collection = model == first;
            Thing thing = model.thing(
                    part(group, 0, Features.BEGINS_MEMBER | (collection ? 0 : Features.OF_MULTI)),
                    part(group, 1, collection ? Features.BEGINS_MEMBER : Features.OF_MULTI));
            thing.kind = collection ? Features.Kind.COLLECTION : Features.Kind.GEOMETRY;
        }
        assertThat(diff().differences()).isEmpty();
        for (SetModel model : List.of(first, second)) {
            model.objects.getFirst().parts.removeLast();
        }
        first.objects.getFirst().kind = Features.Kind.GEOMETRY;
        assertOnly(Attribute.PARTS, 1);
    }

    private void outlineWithHole() {
        Group outlines = group(first, "a", GraphicType.POLYGON, OUTLINE);
        Group holes = group(first, "a", GraphicType.POLYGON, HOLE);
        holes.role = GroupRole.HOLES;
        first.thing(part(outlines, 0, Features.BEGINS_MEMBER), part(holes, 0, Features.HOLE));
    }

    @Test
    void aHoleAgainstABridge() throws IOException {
        outlineWithHole();
        double[] bridged = {0, 0, 10, 10, 20, 10, 20, 20, 10, 10, 0, 0, 100, 0, 100, 100, 0, 100};
        group(second, "a", GraphicType.POLYGON, bridged);
        assertOnly(Attribute.HOLES, 1);
        second.groups.getFirst().rows.getFirst().ordinates[4] = 21;
        assertThat(diff().attributes()).containsExactlyInAnyOrder(Attribute.HOLES, Attribute.COORDINATES);
    }

    @Test
    void aHoleAgainstAFilledOutline() throws IOException {
        outlineWithHole();
        group(second, "a", GraphicType.POLYGON, OUTLINE);
        assertOnly(Attribute.HOLES, 1);
        assertThat(SetDiff.compare(second.build(), first.build(), DiffOptions.exact())
                        .attributes())
                .containsExactly(Attribute.HOLES);
    }

    @Test
    void aHoleAgainstAnAnnotationOfAnotherGroup() throws IOException {
        outlineWithHole();
        group(second, "a", GraphicType.POLYGON, OUTLINE);
        group(second, "a holes", GraphicType.POLYGON, HOLE);
        assertOnly(Attribute.HOLES, 1);
    }

    @Test
    void differentSpacesAreMappedOrNotCompared() throws IOException {
        first.space = new CoordinateSpace.SlideMillimetres("1.2");
        group(first, "a", GraphicType.POINT, new double[] {1, 2}, new double[] {3, 4});
        group(second, "a", GraphicType.POINT, new double[] {1_000, 2_000}, new double[] {3_000, 4_000.5});
        Diff unknown = diff();
        assertThat(unknown.attributes()).containsExactly(Attribute.SPACE);
        assertThat(unknown.remarks()).hasSize(1);
        assertThat(unknown.annotationsCompared()).isEqualTo(2);
        PlanarTransform mapping = new PlanarTransform.Affine(0.001, 0, 0, 0, 0.001, 0);
        Diff mapped = diff(DiffOptions.exact().with(mapping));
        assertThat(mapped.attributes()).containsExactlyInAnyOrder(Attribute.SPACE, Attribute.COORDINATES);
        assertThat(mapped.of(Attribute.COORDINATES).orElseThrow().count()).isEqualTo(1);
    }

    @Test
    void levelZeroIsAnyImageUntilItIsNamed() throws IOException {
        first.space = new CoordinateSpace.Level0Pixels();
        group(first, "a", GraphicType.POINT, new double[] {1, 2});
        group(second, "a", GraphicType.POINT, new double[] {1, 2});
        assertThat(diff().differences()).isEmpty();
        first.space = new CoordinateSpace.ImagePixels("9.9");
        assertOnly(Attribute.SPACE, 1);
    }

    @Test
    void aCommonZIsThatOfEachVertex() throws IOException {
        first.space = new CoordinateSpace.SlideMillimetres("1.2");
        second.space = first.space;
        Group flat = group(first, "a", GraphicType.POINT, new double[] {1, 2}, new double[] {3, 4});
        flat.description = DescriptionChange.with(flat.description, List.of(0.5), GroupExtras.NONE);
        Group deep = group(second, "a", GraphicType.POINT, new double[] {1, 2, 0.5}, new double[] {3, 4, 0.5});
        deep.ordinates = 3;
        assertThat(diff().differences()).isEmpty();
        flat.description = DescriptionChange.with(flat.description, List.of(), GroupExtras.NONE);
        assertOnly(Attribute.Z, 2);
    }

    @Test
    void whatALanguageCannotSayTheOtherMayAdd() throws IOException {
        Group open = group(first, "a", GraphicType.POINT, new double[] {1, 2});
        open.description = DescriptionChange.said(open.description, "", GenerationType.UNSPECIFIED, ZPlanes.UNSTATED);
        Group said = group(second, "a", GraphicType.POINT, new double[] {1, 2});
        said.description = said.description.named(1, "2.25.3", "a");
        assertThat(diff().differences()).isEmpty();
        assertThat(SetDiff.compare(second.build(), first.build(), DiffOptions.exact())
                        .attributes())
                .containsExactlyInAnyOrder(Attribute.GROUP, Attribute.GENERATION_TYPE); // in 2D planes may not be said
        first.space = new CoordinateSpace.SlideMillimetres("1.2");
        second.space = first.space;
        assertThat(SetDiff.compare(second.build(), first.build(), DiffOptions.exact())
                        .attributes())
                .containsExactlyInAnyOrder(Attribute.GROUP, Attribute.GENERATION_TYPE, Attribute.Z_PLANES);
    }

    @Test
    void coloursOfFeaturesAreThoseOfADisplay() throws IOException {
        CieLab red = new SrgbColour(200, 0, 0).toCieLab();
        Group feature = group(first, "Tumor", GraphicType.POINT, new double[] {1, 2});
        feature.description = DescriptionChange.coloured(feature.description, red)
                .with(new GroupExtras("{\"classification\":{\"name\":\"Tumor\",\"color\":[200,0,0]}}", ""));
        Group coded = group(second, "Tumor", GraphicType.POINT, new double[] {1, 2});
        coded.description =
                DescriptionChange.coloured(coded.description, new CieLab(red.lightness() + 1, red.a(), red.b()));
        assertThat(diff().differences()).isEmpty();
        feature.description = feature.description.with(
                new GroupExtras("{\"classification\":{\"name\":\"Tumor\",\"color\":[200,0,0,9]}}", ""));
        assertOnly(Attribute.COLOUR, 1);
    }

    @Test
    void membersAndContentAreComparedByMeaning() throws IOException {
        for (SetModel model : List.of(first, second)) {
            Group group = group(model, "a", GraphicType.POINT, new double[] {1, 2});
            model.thing(part(group, 0, Features.BEGINS_MEMBER));
        }
        Thing one = first.objects.getFirst();
        Thing other = second.objects.getFirst();
        one.members = "{\"a\": 1.50, \"b\": [\"x\", NaN]}";
        other.members = "{\"b\":[\"x\",NaN],\"a\":15e-1}";
        one.id = "0A1B2C3D-0000-4000-8000-00000000000F";
        one.form = Features.IdForm.TEXT;
        other.id = "0a1b2c3d-0000-4000-8000-00000000000f";
        other.form = Features.IdForm.TEXT;
        first.extras = new DocumentExtras("{\"x\":1,\"y\":2}", "");
        second.extras = new DocumentExtras("{\"y\":2,\"x\":1.0}", "{\"0040A730\":{\"vr\":\"SQ\"}}");
        assertThat(diff().differences()).isEmpty();
        other.members = "{\"b\":[\"x\",NaN],\"a\":1.5,\"positions\":[[3]]}";
        assertOnly(Attribute.Z, 1);
        other.members = "{\"b\":[NaN,\"x\"],\"a\":1.5}";
        assertOnly(Attribute.MEMBERS, 1);
    }

    @Test
    void measurementsAreTheSameByTheirCodes() throws IOException {
        for (SetModel model : List.of(first, second)) {
            Group group = group(model, "a", GraphicType.POINT, new double[] {1, 2});
            for (int i = 0; i < 2; i++) {
                group.columns.add(new Column(RandomModels.AREA, RandomModels.SQUARE_MICROMETRE));
                group.rows.getFirst().values.add((double) (model == first ? i : 1 - i));
                group.columns.getLast().name = i == (model == first ? 0 : 1) ? "cell" : "nucleus";
            }
        }
        assertThat(diff().differences()).isEmpty();
        second.groups.getFirst().columns.forEach(column -> column.name = "");
        assertOnly(Attribute.MEASUREMENT, 2);
    }

    @Test
    void anIdGivenTwiceIsThatOfTheSameGroupAndShape() throws IOException {
        Group bare = group(first, "a", GraphicType.POINT, new double[0]);
        bare.role = GroupRole.REGIONLESS;
        named(first.thing(part(bare, 0, Features.BEGINS_MEMBER))).kind = Features.Kind.NONE;
        named(first.thing(part(group(first, "b", GraphicType.POLYGON, OUTLINE.clone()), 0, Features.BEGINS_MEMBER)));
        named(first.thing(part(group(first, "c", GraphicType.POLYGON, HOLE), 0, Features.BEGINS_MEMBER)));
        named(second.thing(part(group(second, "c", GraphicType.POLYGON, OUTLINE.clone()), 0, Features.BEGINS_MEMBER)));
        second.groups.getFirst().rows.getFirst().ordinates[0] = 1;
        Diff diff = diff();
        assertThat(diff.differences())
                .as(DiffText.lines(diff))
                .allSatisfy(difference -> assertThat(difference.attribute())
                        .isIn(Attribute.PRESENCE, Attribute.COORDINATES, Attribute.GROUP));
    }

    private static Thing named(Thing thing) {
        thing.form = Features.IdForm.TEXT;
        thing.id = "twice";
        return thing;
    }

    @Test
    void whatIsLeftOfTwoObjectsGoesByItsPlace() throws IOException {
        Group lines =
                group(first, "a", GraphicType.POLYLINE, new double[] {1, 1, 5, 5}, new double[] {7, 1, 9, 5, 9, 6});
        Group line = group(second, "a", GraphicType.POLYLINE, new double[] {1, 1, 5, 5});
        Group ring = group(second, "b", GraphicType.POLYGON, new double[] {3, 3, 3, 3, 3, 3, 3, 3});
        first.thing(part(lines, 0, Features.BEGINS_MEMBER), part(lines, 1, Features.BEGINS_MEMBER)).kind =
                Features.Kind.COLLECTION;
        second.thing(part(line, 0, Features.BEGINS_MEMBER), part(ring, 0, Features.BEGINS_MEMBER)).kind =
                Features.Kind.COLLECTION;
        assertThat(diff().attributes())
                .contains(Attribute.COORDINATES, Attribute.GRAPHIC_TYPE)
                .doesNotContain(Attribute.PRESENCE);
    }

    @Test
    void theNumberOfVerticesIsNotMistakenForTheShape() throws IOException {
        // 1 (POLYLINE) and 5 have as many different bits as 2 (POLYGON) and 6
        group(first, "a", GraphicType.POLYGON, inOnePlace(6));
        group(first, "b", GraphicType.POLYLINE, inOnePlace(2));
        group(first, "c", GraphicType.POLYLINE, inOnePlace(5));
        double[] moved = inOnePlace(5);
        moved[1] += 0.001;
        group(second, "a", GraphicType.POLYGON, inOnePlace(7));
        group(second, "d", GraphicType.POLYLINE, inOnePlace(2), moved);
        Diff diff = diff(DiffOptions.exact().with(Tolerance.parse("0.01px")));
        assertThat(diff.attributes())
                .as(DiffText.lines(diff))
                .contains(Attribute.COORDINATES)
                .doesNotContain(Attribute.GRAPHIC_TYPE);
    }

    private static double[] inOnePlace(int vertices) {
        double[] ordinates = new double[vertices * 2];
        Arrays.fill(ordinates, 8);
        return ordinates;
    }

    @Test
    void annotationsWithoutGeometryGoByWhatIsSaidOfThem() throws IOException {
        for (SetModel model : List.of(first, second)) {
            Group group = group(model, "a", GraphicType.POINT, new double[0], new double[0], new double[0]);
            group.role = GroupRole.REGIONLESS;
            for (int i = 0; i < 3; i++) {
                Thing thing = model.thing(part(group, i, Features.BEGINS_MEMBER));
                thing.kind = Features.Kind.NONE;
                thing.form = Features.IdForm.TEXT;
                thing.id = "id " + i;
            }
        }
        assertThat(diff().differences()).isEmpty();
        second.objects.remove(1);
        assertOnly(Attribute.PRESENCE, 1);
        group(first, "b", GraphicType.POINT);
        assertThat(diff().attributes()).containsExactlyInAnyOrder(Attribute.PRESENCE, Attribute.GROUP);
    }

    @Test
    void aMixedOrderIsOneDifference() throws IOException {
        Group points = group(first, "a", GraphicType.POINT, new double[] {1, 2}, new double[] {3, 4});
        Group lines = group(first, "b", GraphicType.POLYLINE, new double[] {5, 6, 7, 8});
        first.thing(part(points, 0, Features.BEGINS_MEMBER));
        first.thing(part(lines, 0, Features.BEGINS_MEMBER));
        first.thing(part(points, 1, Features.BEGINS_MEMBER));
        group(second, "a", GraphicType.POINT, new double[] {1, 2}, new double[] {3, 4});
        group(second, "b", GraphicType.POLYLINE, new double[] {5, 6, 7, 8});
        assertOnly(Attribute.ORDER, 1);
    }

    @Test
    void groupsInAnotherOrderAreOneDifference() throws IOException {
        group(first, "a", GraphicType.POINT, new double[] {1, 2});
        group(first, "b", GraphicType.POINT, new double[] {3, 4});
        second.groups.addAll(first.copy().groups.reversed());
        assertOnly(Attribute.GROUP, 1);
    }

    @Test
    void anEllipseAndItsOutlineAreOneAnnotation() throws IOException {
        group(first, "a", GraphicType.ELLIPSE, new double[] {40, 50, 60, 50, 50, 45, 50, 55});
        group(first, "a", GraphicType.POLYGON, OUTLINE);
        double[] outline = new double[200];
        for (int i = 0; i < 100; i++) {
            outline[2 * i] = 50 + 10 * Math.cos(i * Math.PI / 50);
            outline[2 * i + 1] = 50 + 5 * Math.sin(i * Math.PI / 50);
        }
        group(second, "a", GraphicType.POLYGON, OUTLINE, outline);
        Diff diff = diff();
        assertThat(diff.attributes())
                .as(DiffText.lines(diff))
                .containsExactlyInAnyOrder(Attribute.GRAPHIC_TYPE, Attribute.COORDINATES);
    }
}
