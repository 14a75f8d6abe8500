package org.glossa.geojson.read;

import java.io.IOException;
import org.glossa.column.ScratchColumns;
import org.glossa.finding.MalformedInputException;
import org.glossa.geojson.staged.Findings;
import org.glossa.geojson.staged.StagedGeometry;
import org.glossa.geojson.staged.StagedNumbers;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;

/** Reads the member {@code coordinates}, whatever the type of its geometry, which may be said later. Not thread-safe. */
final class CoordinatesReader {
    private static final int MOST_LISTS = 3;
    static final int NONE = -1;

    /** The last position of a list repeats its first. */
    static final int CLOSED = 1;

    /** A list of positions is the first in its array: the outline of a polygon. */
    static final int FIRST_OF_LIST = 2;

    private final Findings findings;

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

    CoordinatesReader(ScratchColumns scratch, Findings findings) {
        this.runs = new StagedNumbers(scratch);
        this.findings = findings;
    }

    /** Before a geometry object, and before its coordinates, of which the last count. */
    void begin(StagedGeometry stage) throws IOException {
        runs.clear();
        firstPosition = stage.positions();
        runStart = firstPosition;
        lists = NONE;
        listBegins = false;
        firstOfList = true;
        emptyLists = 0;
    }

    int lists() {
        return lists;
    }

    /** Of the geometry at hand among those of its stage. */
    long firstPosition() {
        return firstPosition;
    }

    StagedNumbers sealedRuns() throws IOException {
        runs.seal();
        return runs;
    }

    /** Reads the value at hand. */
    void read(JsonReader in, StagedGeometry stage) throws IOException {
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
}
