package org.glossa.geojson.read;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.glossa.annotation.GraphicType;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.SegmentInputStream;
import org.glossa.feature.Features.IdForm;
import org.glossa.geojson.staged.Findings;
import org.glossa.geojson.staged.Members;
import org.glossa.geojson.staged.RawBytes;
import org.glossa.geojson.staged.RecentValues;
import org.glossa.geojson.staged.StagedGeometry;
import org.glossa.geojson.staged.StagedMeasurements;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.jspecify.annotations.Nullable;

/** One feature member by member, whatever their order. Used for one feature after the other. Not thread-safe. */
final class FeatureReader {
    private static final int ELLIPSE_VERTICES = 4;

    /** What QuPath before 0.4 wrote in place of an id. */
    private static final Set<String> CLASS_NAMES = Set.of(
            "PathAnnotationObject",
            "PathDetectionObject",
            "PathCellObject",
            "PathTileObject",
            "TMACoreObject",
            "PathRootObject");

    /** What says that a feature is an annotation, a detection, a cell, a tile, first what counts first. */
    private static final List<String> OBJECT_TYPES = List.of("objectType", "object_type", "type");

    private final ScratchColumns scratch;
    private final GeometryReader geometries;
    private final Restoration restoration;

    final StagedGeometry geometry;
    final StagedGeometry nucleus;
    final StagedMeasurements measurements;
    final RawBytes classification = new RawBytes();
    final RawBytes colour = new RawBytes();
    private final RecentValues classes;
    final Members top = new Members();
    final Members properties = new Members();
    final DicomMember dicom;
    final List<Children> children = new ArrayList<>();

    /** Whether a member {@code dicom} was read. */
    boolean saysDicom;

    private final @Nullable String[] objectTypes = new String[OBJECT_TYPES.size()];
    private Losses.Where place = () -> "";

    @Nullable
    String type;

    IdForm idForm = IdForm.ABSENT;

    @Nullable
    String id;

    @Nullable
    String name;

    /**
     * Features within the properties of a feature, as written.
     *
     * @param byteOffset of the array in the text
     */
    record Children(GrowingColumn json, long byteOffset, String pointer) {}

    FeatureReader(
            ScratchColumns scratch,
            Findings findings,
            GeometryReader geometries,
            RecentValues classes,
            Restoration restoration,
            CollectionDicom collection) {
        this.scratch = scratch;
        this.geometries = geometries;
        this.classes = classes;
        this.restoration = restoration;
        this.geometry = new StagedGeometry(scratch);
        this.nucleus = new StagedGeometry(scratch);
        this.measurements = new StagedMeasurements(findings);
        this.dicom = new DicomMember(scratch, collection);
    }

    void begin(Losses.Where at) throws IOException {
        place = at;
        saysDicom = false;
        type = null;
        idForm = IdForm.ABSENT;
        id = null;
        geometry.clear();
        nucleus.clear();
        top.clear();
        beginProperties();
    }

    private void beginProperties() throws IOException {
        name = null;
        measurements.clear();
        classification.clear();
        colour.clear();
        properties.clear();
        dicom.clear();
        for (Children some : children) {
            some.json.discard();
        }
        children.clear();
        Arrays.fill(objectTypes, null);
    }

    void seal() throws IOException {
        geometry.seal();
        nucleus.seal();
        dicom.seal();
    }

    /** Takes away what our writer supplies to annotations of DICOM. */
    void dropSupplied() {
        if ("\"annotation\"".equals(properties.get("objectType"))) {
            properties.remove("objectType");
        }
    }

    /** Of a feature that was read before its place was known. */
    void standsAt(Losses.Where at) {
        place = at;
    }

    Losses.Where place() {
        return place;
    }

    /** Of the members that may say it, the first that does; empty when none does. */
    String objectType() {
        for (String said : objectTypes) {
            if (said != null) {
                return said;
            }
        }
        return "";
    }

    /** At the value of a member of the feature. */
    void member(String member, JsonReader in) throws IOException {
        switch (member) {
            case "type" -> type = in.token() == JsonToken.STRING ? in.text() : Findings.got(in);
            case "id" -> id(in);
            case "geometry" -> geometries.read(in, geometry, place);
            case "nucleusGeometry" -> {
                if (in.token() == JsonToken.START_OBJECT) {
                    geometries.read(in, nucleus, place);
                } else {
                    top.take(member, in);
                }
            }
            case "properties" -> properties(in);
            default -> top.take(member, in);
        }
    }

    private void id(JsonReader in) throws IOException {
        id = null;
        idForm = IdForm.ABSENT;
        top.remove("id");
        if (in.token() == JsonToken.NUMBER) {
            idForm = IdForm.NUMBER;
            id = in.text();
        } else if (in.token() == JsonToken.STRING && !CLASS_NAMES.contains(in.text())) {
            idForm = IdForm.TEXT;
            id = in.text();
        } else {
            top.take("id", in);
        }
    }

    /** At the value of {@code properties}. */
    void properties(JsonReader in) throws IOException {
        beginProperties();
        top.remove("properties");
        if (in.token() == JsonToken.NULL) {
            return;
        }
        if (in.token() != JsonToken.START_OBJECT) {
            throw Findings.malformed(
                    in, "PROPERTIES_MALFORMED", Findings.got(in), "an object, or null", "write an object");
        }
        while (in.next() != JsonToken.END_OBJECT) {
            String property = in.text();
            in.next();
            property(property, in);
        }
    }

    private void property(String property, JsonReader in) throws IOException {
        switch (property) {
            case "name" -> {
                properties.remove(property);
                name = in.token() == JsonToken.STRING ? in.text() : null;
                if (name == null) {
                    properties.take(property, in);
                }
            }
            case "classification" -> classes.read(in, classification);
            case "color" -> {
                colour.clear();
                in.copyValue(colour);
            }
            case "measurements" -> {
                properties.remove(property);
                if (!measurements.read(in)) {
                    measurements.clear();
                    properties.take(property, in);
                }
            }
            case "dicom" -> {
                switch (restoration) {
                    case RESTORE, GROUPS -> {
                        saysDicom = true;
                        dicom.read(in);
                    }
                    case IGNORE -> in.skipValue();
                }
            }
            case "childObjects", "children" -> children(property, in);
            case "objectType", "object_type", "type" -> {
                objectTypes[OBJECT_TYPES.indexOf(property)] = in.token() == JsonToken.STRING ? in.text() : null;
                properties.take(property, in);
            }
            default -> properties.take(property, in);
        }
    }

    private void children(String property, JsonReader in) throws IOException {
        if (in.token() != JsonToken.START_ARRAY) {
            properties.take(property, in);
            return;
        }
        long offset = in.byteOffset();
        String pointer = in.pointer();
        GrowingColumn json = scratch.grow();
        FirstByte first = new FirstByte(json);
        in.copyValue(first);
        if (first.afterBracket == '{') {
            children.add(new Children(json, offset, pointer));
            return;
        }
        RawBytes few = new RawBytes();
        new SegmentInputStream(json.finish()).transferTo(few);
        properties.put(property, few);
    }

    /** Writes to a column and remembers what an array begins with. */
    private static final class FirstByte extends OutputStream {
        private final GrowingColumn column;
        private int afterBracket;
        private boolean begun;

        FirstByte(GrowingColumn column) {
            this.column = column;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            column.addBytes(bytes, from, count);
            for (int i = from; afterBracket == 0 && i < from + count; i++) {
                if (!begun) {
                    begun = true;
                } else if (bytes[i] > ' ') {
                    afterBracket = bytes[i];
                }
            }
        }
    }

    /** What no column takes, as {@link org.glossa.feature.Features#members}; the geometry must be sealed. */
    void membersTo(RawBytes target, Paint paint) {
        target.clear();
        if (paint.classificationLeft()) {
            properties.put("classification", classification);
        }
        if (paint.colourLeft()) {
            properties.put("color", colour);
        }
        RawBytes left = measurements.left();
        if (left != null) {
            properties.put("measurements", left);
        }
        target.write('{');
        top.appendTo(target);
        open(target, properties, "properties");
        close(target, properties);
        geometryTo(target, geometry, "geometry");
        geometryTo(target, nucleus, "nucleusGeometry");
        if (geometry.hasExtras() || nucleus.hasExtras()) {
            separate(target);
            Members.appendName(target, "positions");
            target.write('[');
            geometry.appendPositions(target, part -> vertices(geometry, part, part));
            if (nucleus.hasExtras()) {
                target.write(',');
                nucleus.appendPositions(target, part -> vertices(nucleus, part, geometry.partCount() + part));
            }
            target.write(']');
        }
        target.write('}');
    }

    /** Of the annotation that a part of a geometry becomes. */
    private long vertices(StagedGeometry its, long part, long ofAll) {
        DicomPart said = dicom.of(ofAll, geometry.partCount() + nucleus.partCount());
        if (said.hasPoints()) {
            return (said.pointsEnd - said.pointsStart) / Math.max(1, said.pointsStride);
        }
        return its.graphicType(part) == GraphicType.ELLIPSE ? ELLIPSE_VERTICES : its.positionCount(part);
    }

    private static void geometryTo(RawBytes target, StagedGeometry stage, String member) {
        if (stage.partCount() == 0 && stage.emptyType != null) {
            stage.foreign.put("type", "\"" + stage.emptyType + "\"");
        }
        open(target, stage.foreign, member);
        close(target, stage.foreign);
    }

    private static void open(RawBytes target, Members members, String name) {
        if (!members.isEmpty()) {
            separate(target);
            Members.appendName(target, name);
            target.write('{');
            members.appendTo(target);
        }
    }

    private static void close(RawBytes target, Members members) {
        if (!members.isEmpty()) {
            target.write('}');
        }
    }

    private static void separate(RawBytes target) {
        if (target.size() > 1) {
            target.write(',');
        }
    }
}
