package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;
import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GroupDescription;
import org.glossa.spatial.PlanarTransform;
import org.jspecify.annotations.Nullable;

/**
 * Writes annotations as GeoJSON Features, for answers of regions and for converted files. Not thread-safe.
 *
 * <p>Coordinates that no transform touches are the shortest decimals that restore the source's floats or doubles. An annotation with
 * an ordinate that is not finite has {@code "geometry": null}; a polygon or line of too few vertices repeats its last one, as the region
 * test does. Both have their vertices as the source has them in {@code properties.dicom.points}.
 */
public final class FeatureWriter {
    private static final byte[] GEOMETRY = ascii("\",");
    private static final byte[] NO_GEOMETRY = ascii("\",\"geometry\":null");
    private static final byte[] MEASUREMENTS = ascii(",\"measurements\":{");
    private static final byte[] POINTS = ascii(",\"points\":");
    private static final byte[] END = ascii("}}");

    private final JsonGenerator out;
    private final RawText text;
    private final GeometryWriter geometry;
    private final String sopInstanceUid;
    private final Map<GroupDescription, FeatureText> groups = new IdentityHashMap<>();
    private @Nullable GroupDescription lastGroup;
    private @Nullable FeatureText lastText;
    private long withoutGeometry;

    /**
     * @param out stays open
     * @param transform from the space of the annotations to {@code answerSpace}
     * @param answerSpace decides whether z is written (millimetres) and how fine the outline of an ellipse is
     */
    public FeatureWriter(JsonGenerator out, PlanarTransform transform, CoordinateSpace answerSpace) {
        this(out, transform, answerSpace, "");
    }

    /**
     * For features of several sets in one collection.
     *
     * @param sopInstanceUid of the set that the annotations are of: it precedes their ids, with a slash between, and is a member of
     *     {@code properties.dicom}; empty to leave it out
     */
    public FeatureWriter(
            JsonGenerator out, PlanarTransform transform, CoordinateSpace answerSpace, String sopInstanceUid) {
        this.out = out;
        this.text = new RawText(out);
        this.sopInstanceUid = sopInstanceUid;
        this.geometry = new GeometryWriter(out, text, transform, answerSpace, Rounding.none());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public void write(AnnotationView view) throws IOException {
        FeatureText group = group(view);
        out.writeStartObject();
        text.add(group.start());
        text.add(view.annotationIndex());
        boolean held = geometry.canHold(view);
        if (held) {
            text.add(GEOMETRY);
            geometry.add(view);
        } else {
            withoutGeometry++;
            text.add(NO_GEOMETRY);
        }
        text.add(group.properties());
        addMeasurements(view, group);
        text.add(group.dicom());
        text.add(view.annotationIndex());
        text.add(group.dicomMembers());
        if (!held || GeometryWriter.needsPoints(view)) {
            text.add(POINTS);
            geometry.addPoints(view);
        }
        text.add(END);
        text.end();
        out.writeEndObject();
    }

    /** How many annotations so far were written with {@code "geometry": null}. */
    public long withoutGeometry() {
        return withoutGeometry;
    }

    private void addMeasurements(AnnotationView view, FeatureText group) throws IOException {
        int count = group.measurementCount();
        if (count == 0) {
            return;
        }
        text.add(MEASUREMENTS);
        boolean isFirst = true;
        for (int measurement = 0; measurement < count; measurement++) {
            if (view.hasMeasurement(measurement)) {
                if (!isFirst) {
                    text.add(',');
                }
                isFirst = false;
                text.add(group.measurement(measurement));
                switch (view.measurementPrecision(measurement)) {
                    case FLOAT32 -> text.add(view.measurement(measurement));
                    case FLOAT64 -> text.add(view.measuredNumber(measurement));
                }
            }
        }
        text.add('}');
    }

    @SuppressWarnings(
            "ReferenceEquality") // the same group is the same object, and comparing twelve members costs more than
    // writing
    private FeatureText group(AnnotationView view) throws IOException {
        GroupDescription group = view.group();
        FeatureText known = lastText;
        if (known != null && group == lastGroup) {
            return known;
        }
        known = groups.get(group);
        if (known == null) {
            known = new FeatureText(view, sopInstanceUid);
            groups.put(group, known);
        }
        lastGroup = group;
        lastText = known;
        return known;
    }
}
