package org.glossa.geojson.read;

import java.io.IOException;
import org.glossa.annotation.GraphicType;
import org.glossa.column.ScratchColumns;
import org.glossa.feature.Features;
import org.glossa.feature.Features.Kind;
import org.glossa.finding.MalformedInputException;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.jspecify.annotations.Nullable;

/** Reads the geometry object of a feature, RFC 7946 section 3.1; its members may come in any order. Not thread-safe. */
final class GeometryReader {
    private static final int MOST_LISTS = 3;
    private static final int NONE = -1;

    /** The last position of a list repeats its first. */
    private static final int CLOSED = 1;

    /** A list of positions is the first in its array: the outline of a polygon. */
    private static final int FIRST_OF_LIST = 2;

    private final Findings findings;
    private final Losses losses;

    /** Two numbers for each list of positions of the geometry at hand: its end, and {@link #CLOSED}, {@link #FIRST_OF_LIST}. */
    private final StagedNumbers runs;

    private final double[] pairs = new double[512];
    private long firstPosition;
    private long runStart;

    /** Arrays around each position; {@link #NONE} before the first. */
    private int lists;

    /** Nothing was met yet in the innermost array. */
    private boolean listBegins;

    private boolean firstOfList;
    private long emptyLists;
    private double firstX;
    private double firstY;

    /** Members of one geometry object. */
    static final class Said {
        @Nullable
        String type;

        boolean coordinates;
        boolean geometries;
        boolean ellipse;
    }

    GeometryReader(ScratchColumns scratch, Findings findings, Losses losses) {
        this.runs = new StagedNumbers(scratch);
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
        runs.clear();
        firstPosition = stage.positions();
        runStart = firstPosition;
        lists = NONE;
        listBegins = false;
        firstOfList = true;
        emptyLists = 0;
    }

    /** At the value of a member. */
    void member(JsonReader in, String name, Said said, StagedGeometry stage, Losses.Where where) throws IOException {
        switch (name) {
            case "type" -> said.type = in.token() == JsonToken.STRING ? in.text() : "";
            case "coordinates" -> {
                begin(stage);
                said.coordinates = true;
                if (in.token() != JsonToken.NULL) {
                    coordinates(in, stage);
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
        if (lists != NONE && lists != type.lists()) {
            throw Findings.malformed(
                    in,
                    "COORDINATES_NOT_OF_TYPE",
                    "positions in " + lists + " arrays",
                    "positions in " + type.lists() + " arrays in a " + type.word(),
                    "write the type that the coordinates have");
        }
    }

    private void coordinates(JsonReader in, StagedGeometry stage) throws IOException {
        int level = 0;
        do {
            switch (in.token()) {
                case START_ARRAY -> {
                    if (in.next() == JsonToken.NUMBER) {
                        position(in, stage, level);
                        listBegins = false;
                        if (level > 0) {
                            plainPositions(in, stage);
                            in.next();
                        }
                    } else {
                        level++;
                        listBegins = true;
                        if (level > MOST_LISTS + 1) {
                            throw unexpected(in, "a position or fewer arrays");
                        }
                    }
                }
                case END_ARRAY -> {
                    level--;
                    endList(in, stage, level);
                    listBegins = false;
                    if (level > 0) {
                        in.next();
                    }
                }
                default -> throw unexpected(in, "an array");
            }
        } while (level > 0);
    }

    private void endList(JsonReader in, StagedGeometry stage, int level) throws IOException {
        long positions = stage.positions();
        if (listBegins) {
            emptyLists += level > 0 ? 1 : 0;
            if (level > 0 && lists != NONE) {
                warnEmpty(in);
            }
        } else if (positions > runStart) {
            boolean closed = positions > runStart + 1 && same(firstX, stage.lastX) && same(firstY, stage.lastY);
            runs.add(positions);
            runs.add((closed ? CLOSED : 0) | (firstOfList ? FIRST_OF_LIST : 0));
            runStart = positions;
            firstOfList = false;
        } else if (lists != NONE && level == lists - 2) {
            firstOfList = true;
        }
    }

    private void warnEmpty(JsonReader in) {
        findings.warn(
                in,
                "GEOMETRY_PART_EMPTY",
                "an array without positions beside others",
                "parts that have positions",
                "leave it out, as the reader does");
    }

    private static boolean same(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }

    private void position(JsonReader in, StagedGeometry stage, int level) throws IOException {
        double x = ordinate(in);
        in.next();
        double y = ordinate(in);
        if (level != lists) {
            if (lists != NONE) {
                throw unexpected(in, "positions in " + lists + " arrays, as before");
            }
            lists = level;
            if (emptyLists > 0) {
                warnEmpty(in);
            }
        }
        if (stage.positions() == runStart) {
            firstX = x;
            firstY = y;
        }
        stage.position(x, y);
        while (in.next() != JsonToken.END_ARRAY) {
            ordinate(in);
            stage.extra(in.text());
        }
    }

    /** Those of two ordinates that follow another in the same array. */
    private void plainPositions(JsonReader in, StagedGeometry stage) throws IOException {
        int count;
        do {
            count = in.nextPairs(pairs);
            stage.positions(pairs, count);
        } while (2 * count == pairs.length);
    }

    private static double ordinate(JsonReader in) throws MalformedInputException {
        if (in.token() == JsonToken.NUMBER) {
            double value = in.doubleValue();
            if (Math.abs(value) <= Double.MAX_VALUE) {
                return value;
            }
        }
        throw Findings.malformed(
                in,
                "ORDINATE_NOT_FINITE",
                Findings.got(in),
                "finite numbers, at least two in each position",
                "write numbers; an object without a place has \"geometry\": null");
    }

    private static MalformedInputException unexpected(JsonReader in, String allowed) {
        return Findings.malformed(
                in,
                "COORDINATES_MALFORMED",
                Findings.got(in),
                allowed,
                "nest positions as RFC 7946 section 3.1 has it for the type");
    }

    private void parts(JsonReader in, GeometryType type, boolean ellipse, StagedGeometry stage, Losses.Where where)
            throws IOException {
        runs.seal();
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
            boolean outline = !rings || (flags & FIRST_OF_LIST) != 0;
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
        if ((flags & CLOSED) != 0) {
            return positions - 1;
        }
        losses.note(LedgerCode.RING_CLOSED, Carriage.GONE, where);
        return positions;
    }
}
