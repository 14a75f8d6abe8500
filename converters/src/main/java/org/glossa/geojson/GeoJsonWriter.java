package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.GraphicType;
import org.glossa.feature.Features;
import org.glossa.geojson.FeatureProperties.InPlace;
import org.glossa.geojson.FeatureProperties.SourcePoints;
import org.glossa.image.AnswerSpace;
import org.glossa.image.CoordRefSys;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.spatial.PlanarTransform;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole set as GeoJSON, streaming: objects in the order of the source, children in {@code properties.childObjects} of their
 * parents. What comes from GeoJSON looks as it did. What only DICOM says is in {@code properties.dicom} and in a member {@code dicom} of
 * the collection.
 */
public final class GeoJsonWriter {
    private static final int PROGRESS_EVERY = 4096;
    private static final int COMPRESSED_BYTES = 64 << 10;
    private static final JsonFactory JSON =
            new JsonFactoryBuilder().rootValueSeparator("").build();

    private final AnnotationSet set;
    private final Features features;
    private final GeoJsonForm form;
    private final AnswerSpace answer;
    private final JsonGenerator out;
    private final Rounding rounding;
    private final SourcePoints sourcePoints;
    private final FeatureGeometry geometry;
    private final FeatureProperties properties;
    private final CollectionMember collection;
    private final GeoJsonLosses losses;
    private final SetParts parts;

    /** Objects whose {@code properties} are open, outermost first. */
    private long[] open = new long[8];

    private boolean[] hasChildren = new boolean[8];
    private int depth;
    private @Nullable String lastMembersText;
    private FeatureMembers lastMembers = FeatureMembers.NONE;

    /** How many objects are written. */
    @FunctionalInterface
    public interface Progress {
        void done(long featuresDone, long featuresTotal);
    }

    private GeoJsonWriter(AnnotationSet set, AnswerSpace answer, GeoJsonForm form, Losses losses, JsonGenerator out)
            throws IOException {
        this.set = set;
        this.features = set.features();
        this.form = form;
        this.answer = answer;
        this.out = out;
        this.rounding =
                form.decimals().isPresent() ? Rounding.to(form.decimals().getAsInt()) : Rounding.none();
        this.parts = new SetParts(set);
        this.sourcePoints = sourcePoints();
        GeometryWriter shapes =
                new GeometryWriter(out, new RawText(out), answer.fromSource(), answer.space(), rounding);
        this.geometry = new FeatureGeometry(out, parts, shapes);
        this.properties = new FeatureProperties(out, parts, shapes, sourcePoints);
        this.collection = new CollectionMember(
                set,
                parts.groups(),
                sourcePoints == SourcePoints.NONE
                        ? ""
                        : AnswerSpace.ofSource(set).coordRefSys(),
                answer.fromSource());
        this.losses = new GeoJsonLosses(losses, set, answer);
    }

    /**
     * @param answer the space that coordinates are given in
     * @param target stays open; UTF-8
     */
    public static void write(
            AnnotationSet set,
            AnswerSpace answer,
            GeoJsonForm form,
            Losses losses,
            OutputStream target,
            Progress progress)
            throws IOException {
        switch (form.compression()) {
            case NONE -> writeText(set, answer, form, losses, target, progress);
            case GZIP -> {
                GZIPOutputStream compressed = new GZIPOutputStream(target, COMPRESSED_BYTES);
                writeText(set, answer, form, losses, compressed, progress);
                compressed.finish();
            }
        }
    }

    private static void writeText(
            AnnotationSet set,
            AnswerSpace answer,
            GeoJsonForm form,
            Losses losses,
            OutputStream target,
            Progress progress)
            throws IOException {
        try (JsonGenerator out = JSON.createGenerator(target, JsonEncoding.UTF8)) {
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            out.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            new GeoJsonWriter(set, answer, form, losses, out).write(progress);
        }
    }

    private SourcePoints sourcePoints() {
        if (!(answer.fromSource() instanceof PlanarTransform.Identity)) {
            return SourcePoints.ALL;
        }
        boolean dropsZ = !(answer.space() instanceof SlideMillimetres)
                && set.groups().stream().anyMatch(group -> group.coordinates().ordinates() == 3);
        return dropsZ ? SourcePoints.OF_THIRD_ORDINATES : SourcePoints.NONE;
    }

    private void write(Progress progress) throws IOException {
        losses.noteGroups(parts.groups());
        switch (form.layout()) {
            case COLLECTION -> {
                startCollection();
                writeFeatures(progress);
                out.writeEndArray();
                out.writeEndObject();
                out.writeRaw('\n');
            }
            case LINES -> {
                losses.noteCollectionMembers();
                writeFeatures(progress);
            }
        }
        losses.noteRounding(rounding.largestError());
    }

    private void startCollection() throws IOException {
        out.writeStartObject();
        out.writeStringField("type", "FeatureCollection");
        if (!answer.coordRefSys().equals(CoordRefSys.levelZeroPixels(""))) {
            out.writeStringField("coordRefSys", answer.coordRefSys());
        }
        RawMember.write(out, RawMember.of(set.extras().collectionMembers()));
        if (collection.isNeeded()) {
            out.writeFieldName("dicom");
            collection.write(out);
        }
        out.writeArrayFieldStart("features");
    }

    private void writeFeatures(Progress progress) throws IOException {
        long total = features.featureCount();
        for (long feature = 0; feature < total; feature++) {
            long parent = features.parent(feature);
            while (depth > 0 && open[depth - 1] != parent) {
                close();
            }
            writeFeature(feature, parent);
            if ((feature + 1) % PROGRESS_EVERY == 0) {
                progress.done(feature + 1, total);
            }
        }
        while (depth > 0) {
            close();
        }
        progress.done(total, total);
    }

    private void close() throws IOException {
        depth--;
        if (hasChildren[depth]) {
            out.writeEndArray();
        }
        out.writeEndObject();
        out.writeEndObject();
        if (depth == 0 && form.layout() == GeoJsonForm.Layout.LINES) {
            out.writeRaw('\n');
        }
    }

    /** Writes the object up to its children. */
    private void writeFeature(long feature, long parent) throws IOException {
        if (depth == 0) {
            if (form.layout() == GeoJsonForm.Layout.COLLECTION) {
                out.writeRaw('\n');
            }
        } else if (!hasChildren[depth - 1]) {
            out.writeArrayFieldStart("childObjects");
            hasChildren[depth - 1] = true;
        }
        boolean unnested = parent >= 0 && depth == 0;
        if (unnested) {
            losses.noteUnnested(feature);
        }
        boolean held = geometry.canHold(feature);
        FeatureMembers members = members(feature);
        out.writeStartObject();
        out.writeStringField("type", "Feature");
        writeId(feature, members);
        if (held) {
            geometry.write(feature, members);
        } else {
            losses.noteNotFinite(feature);
            out.writeNullField("geometry");
        }
        RawMember.write(out, members.top());
        out.writeObjectFieldStart("properties");
        boolean first = feature == 0 && form.layout() == GeoJsonForm.Layout.LINES && collection.isNeeded();
        properties.write(feature, members, new InPlace(held, unnested ? parent : -1, first ? collection : null));
        noteFeature(feature, held ? members.rests() : PositionRests.NONE);
        push(feature);
    }

    private void noteFeature(long feature, PositionRests rests) {
        String content = features.content(feature);
        if (content != null) {
            losses.noteFeature(feature, content);
        }
        if (!rests.isEmpty() && losesRests(feature, rests)) {
            losses.noteOrdinatesOfEllipse(feature);
        }
        if (!rounding.isNone() && rounding.hasChanged()) {
            losses.noteRounded(feature, sourcePoints == SourcePoints.ALL ? Carriage.RESTORABLE : Carriage.GONE);
        }
    }

    /** An outline drawn anew has further ordinates when those of all vertices are the same. */
    private boolean losesRests(long feature, PositionRests rests) {
        long position = 0;
        boolean differ = false;
        boolean drawn = false;
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            long vertices = parts.view(part).vertexCount();
            if (parts.group(part).group().graphicType() == GraphicType.ELLIPSE) {
                drawn = true;
                differ |= !rests.areSame(position, vertices);
            }
            position += vertices;
        }
        // as many as another outline had are not those of vertices
        return differ || drawn && rests.count() > position;
    }

    private void push(long feature) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            hasChildren = Arrays.copyOf(hasChildren, depth * 2);
        }
        open[depth] = feature;
        hasChildren[depth] = false;
        depth++;
    }

    private void writeId(long feature, FeatureMembers members) throws IOException {
        String legacy = members.id();
        String id = features.id(feature);
        GroupMembers dicom = parts.group(features.firstPart(feature)).dicom();
        if (legacy != null) {
            out.writeFieldName("id");
            out.writeRawValue(legacy);
        } else if (features.isPlain() && dicom != null) {
            long annotation = features.annotation(features.firstPart(feature));
            out.writeStringField("id", dicom.featureId(annotation + 1)); // zero-based to one-based
        } else if (id != null) {
            switch (features.idForm(feature)) {
                case TEXT -> out.writeStringField("id", id);
                case NUMBER -> {
                    out.writeFieldName("id");
                    out.writeRawValue(id);
                }
                case ABSENT -> {
                    // there is none
                }
            }
        }
    }

    private FeatureMembers members(long feature) throws IOException {
        String json = features.members(feature);
        if (json == null) {
            return FeatureMembers.NONE;
        }
        if (!json.equals(lastMembersText)) {
            lastMembers = FeatureMembers.of(json);
            lastMembersText = json;
        }
        return lastMembers;
    }
}
