package org.glossa.diff;

import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;

/** Hashes by which rows are found again. Rows of equal content have equal hashes; what differs rarely has. */
final class RowKeys {
    private RowKeys() {}

    /** How much of an ordinate is looked at. */
    enum Grain {
        /** All bits. */
        EXACT,
        /** As a float, so that a float and its shortest decimal are one. */
        COARSE
    }

    /** x and y of all vertices. */
    static long coordinates(SetView view, long row, Grain grain) {
        int group = view.groupOf(row);
        Coordinates coordinates = view.group(group).coordinates();
        long annotation = row - view.firstRow(group);
        long from = coordinates.firstVertex(annotation);
        long to = coordinates.firstVertex(annotation + 1);
        long hash = to - from;
        for (long vertex = from; vertex < to; vertex++) {
            hash = Numbers.mixed(hash, bits(view.x(coordinates, vertex), grain));
            hash = Numbers.mixed(hash, bits(view.y(coordinates, vertex), grain));
        }
        return hash;
    }

    private static long bits(double number, Grain grain) {
        return switch (grain) {
            case EXACT -> Numbers.exactBits(number);
            case COARSE -> Numbers.coarseBits(number);
        };
    }

    static long shape(SetView view, long row) {
        AnnotationGroup group = view.group(view.groupOf(row));
        return group.role().ordinal() * 16L + group.graphicType().ordinal();
    }

    /** What was measured, z, and id and name of the object if the row is its first. */
    static long beside(SetView view, long row) {
        int group = view.groupOf(row);
        long annotation = row - view.firstRow(group);
        long hash = measured(view.group(group).measurements(), annotation)
                + depth(view.group(group).coordinates(), annotation);
        return view.features().isPlain() ? hash : hash + identity(view, row);
    }

    private static long depth(Coordinates coordinates, long annotation) {
        long hash = 0;
        if (coordinates.ordinates() == 3) {
            long to = coordinates.firstVertex(annotation + 1);
            for (long vertex = coordinates.firstVertex(annotation); vertex < to; vertex++) {
                hash = Numbers.mixed(hash, Numbers.coarseBits(coordinates.ordinate(vertex, 2)));
            }
        }
        return hash;
    }

    static long vertexCount(SetView view, long row) {
        int group = view.groupOf(row);
        return view.group(group).coordinates().vertexCount(row - view.firstRow(group));
    }

    /** What was measured; zero for nothing. */
    static long measured(SetView view, long row) {
        int group = view.groupOf(row);
        return measured(view.group(group).measurements(), row - view.firstRow(group));
    }

    private static long measured(List<Measurement> measurements, long annotation) {
        long hash = 0;
        for (Measurement measurement : measurements) {
            MeasurementValues values = measurement.values();
            if (values.isPresent(annotation)) {
                hash += Numbers.mixed(
                        Numbers.coarseBits(values.number(annotation)),
                        31L * measurement.concept().value().hashCode()
                                + measurement.unit().value().hashCode());
            }
        }
        return hash;
    }

    private static long identity(SetView view, long row) {
        long part = view.partOf(row);
        long feature = view.featureOfPart(part);
        if (view.features().firstPart(feature) != part) {
            return 0;
        }
        String id = view.features().id(feature);
        String name = view.features().name(feature);
        return (id == null ? 0 : Numbers.mixed(1, id.hashCode()))
                + (name == null ? 0 : Numbers.mixed(2, name.hashCode()));
    }

    /**
     * The cell of a grid that the mean of a row's vertices lies in.
     *
     * @param cell width of a cell
     * @param shift by which the grid is moved, in cells
     */
    static long centre(SetView view, long row, double cell, double shiftX, double shiftY) {
        int group = view.groupOf(row);
        Coordinates coordinates = view.group(group).coordinates();
        long annotation = row - view.firstRow(group);
        long from = coordinates.firstVertex(annotation);
        long to = coordinates.firstVertex(annotation + 1);
        if (from == to) {
            return 0;
        }
        double x = 0;
        double y = 0;
        for (long vertex = from; vertex < to; vertex++) {
            x += view.x(coordinates, vertex);
            y += view.y(coordinates, vertex);
        }
        long column = (long) Math.floor(x / (to - from) / cell + shiftX);
        long line = (long) Math.floor(y / (to - from) / cell + shiftY);
        return Numbers.mixed(Numbers.mixed(7, column), line);
    }

    static long firstVertex(SetView view, long row) {
        int group = view.groupOf(row);
        AnnotationGroup found = view.group(group);
        Coordinates coordinates = found.coordinates();
        long annotation = row - view.firstRow(group);
        if (found.role() != GroupRole.ANNOTATIONS || coordinates.vertexCount(annotation) == 0) {
            return 0;
        }
        long vertex = coordinates.firstVertex(annotation);
        return Numbers.mixed(
                Numbers.mixed(11, Numbers.coarseBits(view.x(coordinates, vertex))),
                Numbers.coarseBits(view.y(coordinates, vertex)));
    }

    /** The id of an object, for its first row; zero for others. */
    static long id(SetView view, long row) {
        if (view.features().isPlain()) {
            return 0;
        }
        long part = view.partOf(row);
        long feature = view.featureOfPart(part);
        String id = view.features().firstPart(feature) == part ? view.features().id(feature) : null;
        return id == null ? 0 : Numbers.mixed(13, id.hashCode() * 31L + id.length());
    }
}
