package org.glossa.synthetic;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupCursor;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.geojson.FeatureWriter;
import org.glossa.image.CoordRefSys;
import org.glossa.spatial.PlanarTransform;

/** Writes the nuclei as a GeoJSON FeatureCollection in level-0 pixels, from the very columns of the ANN file. */
final class AnnotationGeoJson {
    private static final int PROGRESS_EVERY = 1 << 12;

    private final SlideRequest request;
    private final String levelZeroUid;

    AnnotationGeoJson(SlideRequest request, GeneratedUids uids) {
        this.request = request;
        this.levelZeroUid = uids.image(0);
    }

    void write(AnnotationColumns columns, List<GroupDescription> descriptions, Path file, GenerateProgress progress)
            throws IOException {
        Counter counter = new Counter("writing GeoJSON", request.annotations(), progress);
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                JsonGenerator out = new JsonFactory().createGenerator(stream, JsonEncoding.UTF8)) {
            out.writeStartObject();
            out.writeStringField("type", "FeatureCollection");
            out.writeStringField("coordRefSys", CoordRefSys.levelZeroPixels(levelZeroUid));
            out.writeArrayFieldStart("features");
            FeatureWriter features =
                    new FeatureWriter(out, PlanarTransform.IDENTITY, new CoordinateSpace.ImagePixels(levelZeroUid));
            for (int group = 0; group < descriptions.size(); group++) {
                writeGroup(group(descriptions.get(group), columns.groups().get(group)), features, counter);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private static void writeGroup(AnnotationGroup group, FeatureWriter features, Counter counter) throws IOException {
        GroupCursor cursor = new GroupCursor(group);
        long counted = 0;
        for (long annotation = 0; annotation < group.annotationCount(); annotation++) {
            features.write(cursor.moveTo(annotation));
            if (annotation - counted >= PROGRESS_EVERY) {
                counter.add(annotation - counted);
                counted = annotation;
            }
        }
        counter.add(group.annotationCount() - counted);
    }

    private AnnotationGroup group(GroupDescription description, AnnotationColumns.Group columns) {
        VertexOffsets offsets = VertexOffsets.fixed(request.vertices(), columns.annotations());
        Coordinates coordinates = new Coordinates(columns.coordinates(), Precision.FLOAT32, 2, offsets);
        Measurement area = new Measurement(
                AnnotationObject.AREA, AnnotationObject.SQUARE_MICROMETRE, new AllPresent(columns.areas()));
        return new AnnotationGroup(description, GraphicType.POLYGON, coordinates, List.of(area));
    }

    private record AllPresent(MemorySegment values) implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return true;
        }

        @Override
        public float value(long annotation) {
            return values.getAtIndex(AnnotationColumns.FLOAT, annotation);
        }
    }
}
