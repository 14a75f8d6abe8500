package org.glossa.geoarrow;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.arrow.ArrowSchema;
import org.glossa.geometry.EllipseOutline;
import org.glossa.spatial.PlanarTransform;
import org.glossa.store.StoredGroup;
import org.glossa.store.StoredSet;

/**
 * The columns of an answer. They follow from the groups that are asked for, never from what a box happened to hit, so that all pages of
 * an answer, and an empty one, have the same schema. Belongs to one answer.
 */
public final class RegionColumns {
    private static final String GROUP = "group";
    private static final String ANNOTATION_INDEX = "annotationIndex";
    private static final String POINTS = "points";
    private static final String GEOMETRY = "geometry";
    private static final String COORDINATES = "coordinates";

    private final List<Column> columns;
    private final RowGeometry geometry;

    private record Layout(int ordinates, Precision precision) {
        static Layout of(StoredGroup group) {
            return new Layout(group.ordinates(), group.precision());
        }

        String columnName() {
            return (COORDINATES + (ordinates == 2 ? "_xy_" : "_xyz_") + precision).toLowerCase(Locale.ROOT);
        }
    }

    private RegionColumns(List<Column> columns, RowGeometry geometry) {
        this.columns = List.copyOf(columns);
        this.geometry = geometry;
    }

    /**
     * Of GeoArrow's layouts: that of points, lines or polygons when the groups have one kind of shape and one number of ordinates,
     * else well-known binary.
     *
     * @param groupNumbers Annotation Group Numbers of the answer; empty for all
     * @param sourceToAnswer from the space of the set
     * @param answer millimetres keep a third ordinate, pixels have none
     */
    public static RegionColumns geometries(
            StoredSet set, Set<Integer> groupNumbers, PlanarTransform sourceToAnswer, CoordinateSpace answer) {
        boolean keepsZ = answer instanceof CoordinateSpace.SlideMillimetres;
        RowGeometry geometry =
                new RowGeometry(sourceToAnswer, EllipseOutline.tolerance(set.space(), sourceToAnswer), keepsZ);
        Set<GraphicType> types = EnumSet.noneOf(GraphicType.class);
        Set<Integer> ordinates = new TreeSet<>();
        Set<Integer> layersWithPoints = new LinkedHashSet<>();
        int ordinatesOfPoints = 2;
        List<Integer> groups = groups(set, groupNumbers);
        for (int group : groups) {
            StoredGroup asked = set.groups().get(group);
            int written = geometry.ordinates(asked.ordinates());
            types.add(asked.graphicType());
            ordinates.add(written);
            if (PointsColumn.TYPES.contains(asked.graphicType())) {
                layersWithPoints.add(set.groupLayer(group));
                ordinatesOfPoints = Math.max(ordinatesOfPoints, written);
            }
        }
        List<Column> columns = attributes(set, groups, Set.of(GROUP, ANNOTATION_INDEX, POINTS, GEOMETRY));
        if (!layersWithPoints.isEmpty()) {
            columns.add(new PointsColumn(layersWithPoints, ordinatesOfPoints, geometry));
        }
        GeometryType type = ordinates.size() > 1 ? GeometryType.WKB : GeometryType.common(types);
        int common = ordinates.stream().findFirst().orElse(2);
        columns.add(
                type == GeometryType.WKB ? new WkbColumn(geometry) : new NestedGeometryColumn(type, common, geometry));
        return new RegionColumns(columns, geometry);
    }

    /**
     * Of the source's own coordinates; one column when the groups have one precision and number of ordinates, else one for each, null
     * where a row is of another.
     *
     * @param groupNumbers Annotation Group Numbers of the answer; empty for all
     */
    public static RegionColumns source(StoredSet set, Set<Integer> groupNumbers) {
        List<Integer> groups = groups(set, groupNumbers);
        Map<Layout, Set<Integer>> layouts = new LinkedHashMap<>();
        for (int group : groups) {
            layouts.computeIfAbsent(Layout.of(set.groups().get(group)), layout -> new TreeSet<>())
                    .add(set.groupLayer(group));
        }
        if (layouts.isEmpty()) {
            layouts.put(new Layout(2, Precision.FLOAT32), Set.of());
        }
        Set<String> reserved = new TreeSet<>(Set.of(GROUP, ANNOTATION_INDEX, COORDINATES));
        layouts.keySet().forEach(layout -> reserved.add(layout.columnName()));
        List<Column> columns = attributes(set, groups, reserved);
        layouts.forEach((layout, layers) -> columns.add(new SourceCoordinatesColumn(
                layouts.size() == 1 ? COORDINATES : layout.columnName(),
                layers,
                layout.precision(),
                layout.ordinates())));
        return new RegionColumns(columns, new RowGeometry(PlanarTransform.IDENTITY, 1, false));
    }

    private static List<Integer> groups(StoredSet set, Set<Integer> numbers) {
        List<Integer> groups = new ArrayList<>();
        for (int group = 0; group < set.groups().size(); group++) {
            if (numbers.isEmpty()
                    || numbers.contains(set.groups().get(group).description().number())) {
                groups.add(group);
            }
        }
        return groups;
    }

    private static List<Column> attributes(StoredSet set, List<Integer> groups, Set<String> reserved) {
        List<Column> columns = new ArrayList<>();
        columns.add(IdentityColumn.ofGroup(set.groups().stream()
                .mapToInt(group -> group.description().number())
                .toArray()));
        columns.add(IdentityColumn.ofAnnotation());
        columns.addAll(MeasurementPlan.columns(set, groups, reserved));
        return columns;
    }

    List<Column> columns() {
        return columns;
    }

    /** Adds up what batches of these columns hold. */
    BatchSize batchSize() {
        return new BatchSize(geometry);
    }

    ArrowSchema schema(Map<String, String> metadata) {
        return new ArrowSchema(columns.stream().map(Column::field).toList(), metadata);
    }
}
