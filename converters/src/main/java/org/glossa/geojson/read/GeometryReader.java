package org.glossa.geojson.read;

import java.io.IOException;
import org.glossa.annotation.GraphicType;
import org.glossa.column.ScratchColumns;
import org.glossa.feature.Features;
import org.glossa.feature.Features.Kind;
import org.glossa.finding.MalformedInputException;
import org.glossa.geojson.staged.Findings;
import org.glossa.geojson.staged.StagedGeometry;
import org.glossa.geojson.staged.StagedNumbers;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.jspecify.annotations.Nullable;

/** Reads the geometry object of a feature, RFC 7946 section 3.1; its members may come in any order. Not thread-safe. */
final class GeometryReader {
    private final Findings findings;
    private final Losses losses;
    private final CoordinatesReader coordinates;

    /** Members of one geometry object. */
    static final class Said {
        @Nullable
        String type;

        boolean coordinates;
        boolean geometries;
        boolean ellipse;
    }

    GeometryReader(ScratchColumns scratch, Findings findings, Losses losses) {
        this.coordinates = new CoordinatesReader(scratch, findings);
        this.findings = findings;
        this.losses = losses;
    }

    /** Reads the value at hand, an object or null, in place of what the stage holds. */
    void read(JsonReader in, StagedGeometry stage, Losses.Where where) throws IOException {
        stage.clear();
        stage.present = true;
        if (in.token() == JsonToken.NULL) {
            return;
        }
        object(in, stage, where);
        if (stage.partCount() == 0) {
            stage.kind = Kind.NONE;
        }
    }

    private void object(JsonReader in, StagedGeometry stage, Losses.Where where) throws IOException {
        if (in.token() != JsonToken.START_OBJECT) {
            throw Findings.malformed(
                    in,
                    "GEOMETRY_MALFORMED",
                    Findings.got(in),
                    "a geometry object, or null",
                    "write {\"type\": …, \"coordinates\": …}");
        }
        begin(stage);
        Said said = new Said();
        while (in.next() != JsonToken.END_OBJECT) {
            String name = in.text();
            in.next();
            member(in, name, said, stage, where);
        }
        end(in, said, stage, where);
    }

    /** Before the first member of a geometry object. */
    void begin(StagedGeometry stage) throws IOException {
        coordinates.begin(stage);
    }

    /** At the value of a member. */
    void member(JsonReader in, String name, Said said, StagedGeometry stage, Losses.Where where) throws IOException {
        switch (name) {
            case "type" -> said.type = in.token() == JsonToken.STRING ? in.text() : "";
            case "coordinates" -> {
                begin(stage);
                said.coordinates = true;
                if (in.token() != JsonToken.NULL) {
                    coordinates.read(in, stage);
                }
            }
            case "geometries" -> {
                if (said.geometries) {
                    throw Findings.malformed(
                            in,
                            "GEOMETRY_MALFORMED",
                            "a second member \"geometries\"",
                            "one",
                            "write all geometries into one array");
                }
                said.geometries = true;
                geometries(in, stage, where);
            }
            case "isEllipse" -> {
                said.ellipse = in.token() == JsonToken.TRUE;
                if (!said.ellipse) {
                    stage.foreign.take(name, in);
                }
            }
            default -> stage.foreign.take(name, in);
        }
    }

    private void geometries(JsonReader in, StagedGeometry stage, Losses.Where where) throws IOException {
        if (in.token() != JsonToken.START_ARRAY) {
            throw Findings.malformed(
                    in, "GEOMETRY_MALFORMED", Findings.got(in), "an array of geometries", "write an array");
        }
        while (in.next() != JsonToken.END_ARRAY) {
            object(in, stage, where);
        }
    }

    /** At the end of the object. */
    void end(JsonReader in, Said said, StagedGeometry stage, Losses.Where where) throws IOException {
        GeometryType type = said.type == null ? null : GeometryType.of(said.type);
        if (type == null) {
            throw Findings.malformed(
                    in,
                    "GEOMETRY_TYPE_UNKNOWN",
                    said.type == null ? "a geometry without type" : "the type \"" + Findings.shown(said.type) + "\"",
                    "Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon, GeometryCollection",
                    "name one of the types of RFC 7946 section 1.4");
        }
        boolean collection = type == GeometryType.GEOMETRY_COLLECTION;
        if (collection ? !said.geometries : !said.coordinates) {
            String wanted = collection ? "geometries" : "coordinates";
            throw Findings.malformed(
                    in,
                    "GEOMETRY_INCOMPLETE",
                    "a " + type.word() + " without " + wanted,
                    "a member \"" + wanted + "\"",
                    "write the member; an empty geometry has an empty array");
        }
        if (collection) {
            if (stage.kind == Kind.COLLECTION) {
                findings.warn(
                        in,
                        "GEOMETRY_COLLECTION_NESTED",
                        "a GeometryCollection in another",
                        "geometries that are no collections",
                        "write its members into the outer one, as the reader does");
            }
            stage.kind = Kind.COLLECTION;
            stage.emptyType = type.word();
            return;
        }
        if (stage.kind == Kind.NONE) {
            stage.kind = Kind.GEOMETRY;
            stage.emptyType = type.word();
        }
        requireLists(in, type);
        parts(in, type, said.ellipse, stage, where);
    }

    private void requireLists(JsonReader in, GeometryType type) throws MalformedInputException {
        int lists = coordinates.lists();
        if (lists != CoordinatesReader.NONE && lists != type.lists()) {
            throw Findings.malformed(
                    in,
                    "COORDINATES_NOT_OF_TYPE",
                    "positions in " + lists + " arrays",
                    "positions in " + type.lists() + " arrays in a " + type.word(),
                    "write the type that the coordinates have");
        }
    }

    private void parts(JsonReader in, GeometryType type, boolean ellipse, StagedGeometry stage, Losses.Where where)
            throws IOException {
        StagedNumbers runs = coordinates.sealedRuns();
        long firstPosition = coordinates.firstPosition();
        boolean rings = type.graphicType() == GraphicType.POLYGON;
        boolean isEllipse = ellipse && type == GeometryType.POLYGON && runs.size() == 2;
        if (ellipse && !isEllipse) {
            findings.warn(
                    in,
                    "ELLIPSE_NOT_A_RING",
                    "isEllipse of a " + type.word(),
                    "isEllipse of a Polygon of one ring",
                    "leave isEllipse out; it is kept as it is");
            stage.foreign.put("isEllipse", "true");
        }
        int ofMulti = type.isMulti() ? Features.OF_MULTI : 0;
        if (type == GeometryType.POINT || type == GeometryType.MULTI_POINT) {
            for (long position = firstPosition; position < stage.positions(); position++) {
                int begins = position == firstPosition ? Features.BEGINS_MEMBER : 0;
                stage.part(position, 1, GraphicType.POINT, begins | ofMulti);
            }
            return;
        }
        GraphicType graphicType = isEllipse ? GraphicType.ELLIPSE : type.graphicType();
        long start = firstPosition;
        for (long run = 0; run < runs.size(); run += 2) {
            long end = runs.get(run);
            int flags = (int) runs.get(run + 1);
            boolean outline = !rings || (flags & CoordinatesReader.FIRST_OF_LIST) != 0;
            int marks = (run == 0 ? Features.BEGINS_MEMBER : 0) | ofMulti | (outline ? 0 : Features.HOLE);
            long count = end - start;
            if (rings) {
                count = ring(count, flags, where);
            }
            if (count < graphicType.minimumVertices() && !isEllipse) {
                findings.warn(
                        in,
                        "TOO_FEW_POSITIONS",
                        "a " + (rings ? "ring" : "line") + " of " + count + " different positions",
                        "at least " + graphicType.minimumVertices(),
                        "leave it out, or draw it whole; it is kept as it is");
            }
            stage.part(start, count, graphicType, marks);
            start = end;
        }
    }

    /** Positions of a ring without the one that closes it. */
    private long ring(long positions, int flags, Losses.Where where) {
        if ((flags & CoordinatesReader.CLOSED) != 0) {
            return positions - 1;
        }
        losses.note(LedgerCode.RING_CLOSED, Carriage.GONE, where);
        return positions;
    }
}
