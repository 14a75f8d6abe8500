package org.glossa.geojson.staged;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;
import org.jspecify.annotations.Nullable;

/** A group that grows: annotation by annotation, the vertices of each before its end. Not thread-safe. */
public final class GroupColumns {
    private final ScratchColumns scratch;
    private final GraphicType graphicType;
    private final GroupRole role;

    /** By its place in the set. */
    public final int index;

    private final GrowingColumn ordinates;
    private final int fixed;

    /** Null while each annotation has as many vertices as its type has. */
    private @Nullable GrowingColumn ends;

    private long annotationCount;
    private long vertexCount;
    private final List<MeasuredColumn> measured = new ArrayList<>();
    private final Map<String, MeasuredColumn> measuredByName = new HashMap<>();
    private final List<MeasuredColumn> touched = new ArrayList<>();
    private int guess;

    /** Ordinates of a vertex: 2, or 3 of a source in millimetres. */
    public int stride = 2;

    /** What a source had before it was written as GeoJSON. */
    public Precision wanted = Precision.FLOAT64;

    public GroupColumns(GraphicType graphicType, GroupRole role, int index, ScratchColumns scratch) {
        this.scratch = scratch;
        this.graphicType = graphicType;
        this.role = role;
        this.index = index;
        this.ordinates = scratch.grow();
        this.fixed = role == GroupRole.REGIONLESS ? 0 : graphicType.fixedVertexCount();
        if (fixed == 0 && role != GroupRole.REGIONLESS) {
            this.ends = scratch.grow();
        }
    }

    public GroupRole role() {
        return role;
    }

    public GraphicType graphicType() {
        return graphicType;
    }

    public long annotationCount() {
        return annotationCount;
    }

    public void ordinate(double value) throws IOException {
        ordinates.addDouble(value);
    }

    public void ordinates(StagedNumbers numbers, long from, long to) throws IOException {
        numbers.appendTo(ordinates, from, to);
    }

    /**
     * Ends an annotation.
     *
     * @return its place in the group
     */
    public long annotation(long vertices) throws IOException {
        vertexCount += vertices;
        GrowingColumn column = ends;
        if (column == null && vertices != fixed) {
            column = scratch.grow();
            for (long before = 1; before <= annotationCount; before++) {
                column.addLong(before * fixed);
            }
            ends = column;
        }
        if (column != null) {
            column.addLong(vertexCount);
        }
        return annotationCount++;
    }

    /** Sets what was measured of an annotation, which must be the last. */
    public void measure(long annotation, StagedMeasurements staged) throws IOException {
        touched.clear();
        guess = 0;
        for (int i = 0; i < staged.count(); i++) {
            MeasuredColumn column = column(staged.name(i));
            if (column.set(annotation, staged.value(i))) {
                touched.add(column);
            }
        }
        for (MeasuredColumn column : touched) {
            column.keep();
        }
    }

    // features mostly name the same measurements in the same order
    @SuppressWarnings("ReferenceEquality")
    private MeasuredColumn column(String name) {
        if (guess < measured.size() && measured.get(guess).name == name) {
            return measured.get(guess++);
        }
        MeasuredColumn column = measuredByName.get(name);
        if (column == null) {
            column = new MeasuredColumn(name, measured.size(), scratch);
            measuredByName.put(name, column);
            measured.add(column);
        }
        guess = column.place + 1;
        return column;
    }

    /**
     * What a measurement is in DICOM.
     *
     * @param name as GeoJSON names it; empty when the source has only codes
     */
    public record Coded(CodedConcept concept, CodedConcept unit, String name) {}

    /** Codes of measurements by their names in the text. */
    @FunctionalInterface
    public interface Codes {
        Coded of(String name);
    }

    /**
     * Adds a measurement that no annotation need have.
     *
     * @param wanted what its source had
     */
    public void declare(String name, Precision wanted) {
        column(name).wanted = wanted;
    }

    public AnnotationGroup finish(GroupDescription description, Codes codes, Findings findings) throws IOException {
        MemorySegment values = ordinates.finish();
        Precision precision = Precision.FLOAT64;
        if (wanted == Precision.FLOAT32) {
            if (FloatNumbers.all(values)) {
                precision = Precision.FLOAT32;
                values = FloatNumbers.floats(values, scratch);
            } else {
                findings.warn(
                        "",
                        "COORDINATES_NOT_FLOAT32",
                        "coordinates of the group " + description.uid() + " that are no float32",
                        "those that Point Coordinates Data (0066,0016) had",
                        "they were changed; the group has double coordinates now");
            }
        }
        GrowingColumn column = ends;
        VertexOffsets offsets =
                column == null ? VertexOffsets.fixed(fixed, annotationCount) : new EndOffsets(column.finish());
        List<Measurement> measurements = new ArrayList<>();
        for (MeasuredColumn one : measured) {
            Coded coded = codes.of(one.name);
            measurements.add(new Measurement(coded.concept(), coded.unit(), one.finish(annotationCount), coded.name()));
        }
        return new AnnotationGroup(
                description, graphicType, new Coordinates(values, precision, stride, offsets), measurements, role);
    }
}
