package org.glossa.geojson.staged;

import java.io.IOException;
import org.glossa.annotation.GraphicType;
import org.glossa.column.ScratchColumns;
import org.glossa.feature.Features.Kind;
import org.jspecify.annotations.Nullable;

/** The geometry of one feature until its group is known. Not thread-safe. */
public final class StagedGeometry {
    private static final int MARK_BITS = 8;
    private static final int TYPE_BITS = 8;

    /** x and y of every position. */
    public final StagedNumbers ordinates;

    /** Two numbers for each part: its first position; its count of positions, graphic type and marks. */
    public final StagedNumbers parts;

    /** Two numbers for each position with more ordinates: the position, and where their text begins. */
    private final StagedNumbers extraStarts;

    private long lastExtra = -1;
    private long zCursor;
    private boolean extrasTaken;

    /** Of the position added last. */
    public double lastX;

    public double lastY;

    private final RawBytes extras = new RawBytes();
    public final Members foreign = new Members();
    public Kind kind = Kind.NONE;

    /** As written, of a geometry without positions; null when there is no geometry. */
    @Nullable
    public String emptyType;

    /** Whether the member is there at all. */
    public boolean present;

    public StagedGeometry(ScratchColumns scratch) {
        this.ordinates = new StagedNumbers(scratch);
        this.parts = new StagedNumbers(scratch);
        this.extraStarts = new StagedNumbers(scratch);
    }

    public void clear() throws IOException {
        ordinates.clear();
        parts.clear();
        extraStarts.clear();
        extras.clear();
        lastExtra = -1;
        zCursor = 0;
        extrasTaken = false;
        foreign.clear();
        kind = Kind.NONE;
        emptyType = null;
        present = false;
    }

    public void position(double x, double y) throws IOException {
        ordinates.add(x);
        ordinates.add(y);
        lastX = x;
        lastY = y;
    }

    /** @param pairs x and y of so many positions */
    public void positions(double[] pairs, int count) throws IOException {
        if (count > 0) {
            ordinates.addAll(pairs, 2 * count);
            lastX = pairs[2 * count - 2];
            lastY = pairs[2 * count - 1];
        }
    }

    public long positions() {
        return ordinates.size() / 2;
    }

    public void part(long firstPosition, long count, GraphicType type, int marks) throws IOException {
        parts.add(firstPosition);
        parts.add(count << (MARK_BITS + TYPE_BITS) | (long) type.ordinal() << MARK_BITS | marks);
    }

    public void seal() throws IOException {
        ordinates.seal();
        parts.seal();
        extraStarts.seal();
    }

    public long partCount() {
        return parts.size() / 2;
    }

    public long firstPosition(long part) {
        return parts.get(2 * part);
    }

    public long positionCount(long part) {
        return parts.get(2 * part + 1) >>> (MARK_BITS + TYPE_BITS);
    }

    /** ELLIPSE is a ring, whose bounding box it fills. */
    public GraphicType graphicType(long part) {
        return GraphicType.values()[(int) (parts.get(2 * part + 1) >>> MARK_BITS) & 0xFF];
    }

    public int marks(long part) {
        return (int) parts.get(2 * part + 1) & 0xFF;
    }

    public double x(long position) {
        return ordinates.number(2 * position);
    }

    public double y(long position) {
        return ordinates.number(2 * position + 1);
    }

    /** Of the position added last: an ordinate beyond the second, as written. */
    public void extra(String number) throws IOException {
        long position = positions() - 1;
        if (lastExtra == position) {
            extras.write(',');
        } else {
            lastExtra = position;
            extraStarts.add(position);
            extraStarts.add(extras.size());
        }
        extras.append(number);
    }

    /** The third ordinate of a position, NaN when it has none; positions are asked for in their order. The stage must be sealed. */
    public double z(long position) {
        while (zCursor + 2 < extraStarts.size() && extraStarts.get(zCursor) < position) {
            zCursor += 2;
        }
        if (zCursor >= extraStarts.size() || extraStarts.get(zCursor) != position) {
            return Double.NaN;
        }
        String numbers = extras.text((int) extraStarts.get(zCursor + 1), extrasEnd(zCursor));
        int comma = numbers.indexOf(',');
        return Double.parseDouble(comma < 0 ? numbers : numbers.substring(0, comma));
    }

    private int extrasEnd(long extra) {
        return extra + 2 < extraStarts.size() ? (int) extraStarts.get(extra + 3) : extras.size();
    }

    /** Forgets ordinates beyond the second, which were taken. */
    public void dropExtras() {
        extrasTaken = true;
    }

    public boolean hasExtras() {
        return extraStarts.size() > 0 && !extrasTaken;
    }

    /** How many vertices the annotation of a part has, which may be drawn with more. */
    @FunctionalInterface
    public interface VertexCounts {
        long of(long part);
    }

    /**
     * Elements of the member {@code positions}, with commas between: an array for each vertex of each part, in their order. Vertices that
     * are drawn with another count of positions, which those of an ellipse are, have what all positions have; else there are as many arrays
     * as positions. The stage must be sealed.
     */
    public void appendPositions(RawBytes target, VertexCounts vertices) {
        long extra = 0;
        for (long part = 0; part < partCount(); part++) {
            long first = firstPosition(part);
            long count = positionCount(part);
            extra = extraAt(extra, first);
            if (vertices.of(part) != count && hasOneText(extra, first, count)) {
                for (long vertex = 0; vertex < vertices.of(part); vertex++) {
                    appendExtras(target, part + vertex == 0, extra, first);
                }
                continue;
            }
            for (long position = first; position < first + count; position++) {
                extra = extraAt(extra, position);
                appendExtras(target, part == 0 && position == first, extra, position);
            }
        }
    }

    /** The first that is not before the position. */
    private long extraAt(long from, long position) {
        long extra = from;
        while (extra < extraStarts.size() && extraStarts.get(extra) < position) {
            extra += 2;
        }
        return extra;
    }

    /** @param extra the first that is not before the position */
    private void appendExtras(RawBytes target, boolean isFirst, long extra, long position) {
        if (!isFirst) {
            target.write(',');
        }
        target.write('[');
        if (extra < extraStarts.size() && extraStarts.get(extra) == position) {
            target.append(extras, (int) extraStarts.get(extra + 1), extrasEnd(extra));
        }
        target.write(']');
    }

    /** Whether all positions have the same ordinates beyond the second. */
    private boolean hasOneText(long extra, long first, long count) {
        String text = textAt(extra, first);
        long at = extra;
        for (long position = first; position < first + count; position++) {
            at = extraAt(at, position);
            if (!textAt(at, position).equals(text)) {
                return false;
            }
        }
        return true;
    }

    private String textAt(long extra, long position) {
        return extra < extraStarts.size() && extraStarts.get(extra) == position
                ? extras.text((int) extraStarts.get(extra + 1), extrasEnd(extra))
                : "";
    }
}
