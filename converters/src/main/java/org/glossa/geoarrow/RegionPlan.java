package org.glossa.geoarrow;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.ArrowField.Kind;
import org.glossa.arrow.ArrowSchema;
import org.glossa.geometry.EllipseOutline;
import org.glossa.spatial.PlanarTransform;
import org.glossa.store.StoredGroup;
import org.glossa.store.StoredSet;
import org.jspecify.annotations.Nullable;

/**
 * Which columns an answer has: they follow from the groups that are asked for in all of its sets, never from what a box happened to hit,
 * so that all pages of an answer, and an empty one, have the same schema. {@link #add} each set, then {@link #columns} writes rows of
 * one; neither needs another set to be open. Belongs to one answer.
 */
public final class RegionPlan {
    static final String SET = "sopInstanceUid";
    static final String GROUP = "group";
    static final String ANNOTATION_INDEX = "annotationIndex";
    static final String POINTS = "points";
    static final String GEOMETRY = "geometry";

    private final Rows rows;
    private final Set<Integer> groupNumbers;
    private final @Nullable CoordinateSpace answer;
    private final Set<GraphicType> types = EnumSet.noneOf(GraphicType.class);
    private final Set<Integer> ordinates = new TreeSet<>();
    private final Set<SourceLayout> layouts = new LinkedHashSet<>();
    private final MeasurementPlan measurements = new MeasurementPlan();
    private int ordinatesOfPoints;

    /** What rows say of where they come from. */
    public enum Rows {
        /** Group and place in it. */
        OF_ONE_SET,
        /** The SOP Instance UID of the set, too. */
        OF_SEVERAL_SETS
    }

    private RegionPlan(Rows rows, Set<Integer> groupNumbers, @Nullable CoordinateSpace answer) {
        this.rows = rows;
        this.groupNumbers = Set.copyOf(groupNumbers);
        this.answer = answer;
    }

    /**
     * Of GeoArrow's layouts: that of points, lines or polygons when the groups have one kind of shape and one number of ordinates,
     * else well-known binary.
     *
     * @param groupNumbers Annotation Group Numbers of the answer; empty for all
     * @param answer millimetres keep a third ordinate, pixels have none
     */
    public static RegionPlan geometries(Rows rows, Set<Integer> groupNumbers, CoordinateSpace answer) {
        return new RegionPlan(rows, groupNumbers, answer);
    }

    /**
     * Of the source's own coordinates; one column when the groups have one precision and number of ordinates, else one for each, null
     * where a row is of another.
     *
     * @param groupNumbers Annotation Group Numbers of the answer; empty for all
     */
    public static RegionPlan source(Rows rows, Set<Integer> groupNumbers) {
        return new RegionPlan(rows, groupNumbers, null);
    }

    /** How coordinates are held. */
    public CoordinateForm form() {
        return answer == null ? CoordinateForm.SOURCE : CoordinateForm.GEOMETRY;
    }

    /** Takes the groups of a set that are asked for into account. Reads nothing but what was read when it was opened. */
    public void add(StoredSet set) {
        List<Integer> asked = asked(set);
        for (int position : asked) {
            StoredGroup group = set.groups().get(position);
            types.add(group.graphicType());
            ordinates.add(written(group));
            layouts.add(SourceLayout.of(group));
            if (PointsColumn.TYPES.contains(group.graphicType())) {
                ordinatesOfPoints = Math.max(ordinatesOfPoints, written(group));
            }
        }
        measurements.add(set, asked);
    }

    private List<Integer> asked(StoredSet set) {
        List<Integer> groups = new ArrayList<>();
        for (int group = 0; group < set.groups().size(); group++) {
            if (groupNumbers.isEmpty()
                    || groupNumbers.contains(
                            set.groups().get(group).description().number())) {
                groups.add(group);
            }
        }
        return groups;
    }

    /** Ordinates that vertices of a group are written with. */
    private int written(StoredGroup group) {
        return answer instanceof CoordinateSpace.SlideMillimetres ? group.ordinates() : 2;
    }

    private GeometryType type() {
        return ordinates.size() > 1 ? GeometryType.WKB : GeometryType.common(types);
    }

    private int commonOrdinates() {
        return ordinates.stream().findFirst().orElse(2);
    }

    private Set<SourceLayout> layouts() {
        return layouts.isEmpty() ? Set.of(new SourceLayout(2, Precision.FLOAT32)) : layouts;
    }

    private Set<String> reserved() {
        Set<String> names = new TreeSet<>(Set.of(GROUP, ANNOTATION_INDEX));
        if (rows == Rows.OF_SEVERAL_SETS) {
            names.add(SET);
        }
        if (answer == null) {
            names.add(SourceLayout.COORDINATES);
            layouts.forEach(layout -> names.add(layout.columnName()));
        } else {
            names.add(POINTS);
            names.add(GEOMETRY);
        }
        return names;
    }

    /** Of all columns, when every set was added. */
    ArrowSchema schema(Map<String, String> metadata) {
        List<ArrowField> fields = new ArrayList<>();
        if (rows == Rows.OF_SEVERAL_SETS) {
            fields.add(ArrowField.of(SET, Kind.DICTIONARY));
        }
        fields.add(ArrowField.of(GROUP, Kind.INT32));
        fields.add(ArrowField.of(ANNOTATION_INDEX, Kind.INT64));
        fields.addAll(measurements.fields(reserved()));
        if (answer == null) {
            layouts().forEach(layout -> fields.add(layout.field(layouts().size())));
            return new ArrowSchema(fields, metadata);
        }
        if (ordinatesOfPoints > 0) {
            fields.add(PointsColumn.field(ordinatesOfPoints));
        }
        fields.add(type().field(commonOrdinates()));
        return new ArrowSchema(fields, metadata);
    }

    /**
     * Writes rows of a set into the columns of the answer.
     *
     * @param set one of those that were added, after all of them were; stays open while rows are written
     * @param sourceToAnswer from the space of the set
     * @param dictionaryPlace of the set's SOP Instance UID in the dictionary of the stream; any of an answer of one set
     */
    public RegionColumns columns(StoredSet set, PlanarTransform sourceToAnswer, int dictionaryPlace) {
        List<Integer> asked = asked(set);
        List<Column> columns = new ArrayList<>();
        if (rows == Rows.OF_SEVERAL_SETS) {
            columns.add(IdentityColumn.ofSet(dictionaryPlace));
        }
        columns.add(IdentityColumn.ofGroup(set.groups().stream()
                .mapToInt(group -> group.description().number())
                .toArray()));
        columns.add(IdentityColumn.ofAnnotation());
        columns.addAll(measurements.columns(set, asked, reserved()));
        if (answer == null) {
            for (SourceLayout layout : layouts()) {
                columns.add(new SourceCoordinatesColumn(layout, layouts().size(), layersOf(set, asked, layout)));
            }
            return new RegionColumns(columns, new RowGeometry(PlanarTransform.IDENTITY, 1, false));
        }
        boolean keepsZ = answer instanceof CoordinateSpace.SlideMillimetres;
        RowGeometry geometry =
                new RowGeometry(sourceToAnswer, EllipseOutline.tolerance(set.space(), sourceToAnswer), keepsZ);
        if (ordinatesOfPoints > 0) {
            columns.add(new PointsColumn(layersWithPoints(set, asked), ordinatesOfPoints, geometry));
        }
        columns.add(
                type() == GeometryType.WKB
                        ? new WkbColumn(geometry)
                        : new NestedGeometryColumn(type(), commonOrdinates(), geometry));
        return new RegionColumns(columns, geometry);
    }

    private static Set<Integer> layersOf(StoredSet set, List<Integer> asked, SourceLayout layout) {
        Set<Integer> layers = new TreeSet<>();
        for (int group : asked) {
            if (SourceLayout.of(set.groups().get(group)).equals(layout)) {
                layers.add(set.groupLayer(group));
            }
        }
        return layers;
    }

    private static Set<Integer> layersWithPoints(StoredSet set, List<Integer> asked) {
        Set<Integer> layers = new TreeSet<>();
        for (int group : asked) {
            if (PointsColumn.TYPES.contains(set.groups().get(group).graphicType())) {
                layers.add(set.groupLayer(group));
            }
        }
        return layers;
    }
}
