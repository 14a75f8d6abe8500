package org.glossa.corpus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where the headers of a sound DICOM data set lie, for whoever wants to break them. Knows nothing of damage. */
final class Anatomy {
    static final int ITEM = 0xFFFEE000;
    private static final int DELIMITER_BYTES = 8;
    private static final int PIXEL_DATA = 0x7FE00010;
    private static final Set<String> LONG_FORM =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    private final List<Spot> spots = new ArrayList<>();
    private final byte[] bytes;

    /**
     * The header of an element or item.
     *
     * @param vr empty where none is written
     * @param lengthBytes of the length field: 2 or 4
     * @param length −1 when undefined
     * @param limit where what holds it ends, or must have ended
     * @param around the elements and items that hold it, outermost first
     */
    record Spot(
            int tag,
            String vr,
            int start,
            int lengthAt,
            int lengthBytes,
            int valueStart,
            long length,
            int limit,
            ByteOrder order,
            List<Spot> around) {
        boolean isDefined() {
            return length >= 0;
        }
    }

    /** How headers are written. */
    record Notation(boolean explicit, ByteOrder order) {
        Notation implicit() {
            return new Notation(false, order);
        }
    }

    private Anatomy(byte[] bytes) {
        this.bytes = bytes;
    }

    static List<Spot> of(byte[] bytes, int start, int end, Notation notation) {
        Anatomy anatomy = new Anatomy(bytes);
        anatomy.elements(start, end, notation, List.of());
        return anatomy.spots;
    }

    /** Where group 0002 ends. */
    static int metaEnd(byte[] file) {
        int position = 132;
        while (position < file.length && unsigned(file, position, 2, ByteOrder.LITTLE_ENDIAN) == 2) {
            Spot spot = spot(file, position, file.length, new Notation(true, ByteOrder.LITTLE_ENDIAN), List.of());
            position = spot.valueStart() + (int) spot.length();
        }
        return position;
    }

    static long unsigned(byte[] bytes, int at, int count, ByteOrder order) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        return count == 2 ? Short.toUnsignedLong(buffer.getShort(at)) : Integer.toUnsignedLong(buffer.getInt(at));
    }

    private static Spot spot(byte[] bytes, int at, int limit, Notation notation, List<Spot> around) {
        ByteOrder order = notation.order();
        int tag = (int) (unsigned(bytes, at, 2, order) << 16 | unsigned(bytes, at + 2, 2, order));
        boolean isItem = tag >>> 16 == 0xFFFE;
        if (isItem || !notation.explicit()) {
            return new Spot(
                    tag, "", at, at + 4, 4, at + 8, defined(unsigned(bytes, at + 4, 4, order)), limit, order, around);
        }
        String vr = new String(bytes, at + 4, 2, StandardCharsets.US_ASCII);
        if (!LONG_FORM.contains(vr)) {
            return new Spot(tag, vr, at, at + 6, 2, at + 8, unsigned(bytes, at + 6, 2, order), limit, order, around);
        }
        return new Spot(
                tag, vr, at, at + 8, 4, at + 12, defined(unsigned(bytes, at + 8, 4, order)), limit, order, around);
    }

    private static long defined(long length) {
        return length == 0xFFFFFFFFL ? -1 : length;
    }

    /** Elements or items; returns where they end, after the delimiter if there is one. */
    private int elements(int start, int limit, Notation notation, List<Spot> around) {
        int position = start;
        while (position < limit) {
            Spot spot = spot(bytes, position, limit, notation, around);
            if (spot.tag() == 0xFFFEE00D || spot.tag() == 0xFFFEE0DD) {
                return position + DELIMITER_BYTES;
            }
            spots.add(spot);
            position = after(spot, notation);
        }
        return position;
    }

    private int after(Spot spot, Notation notation) {
        Notation inside = spot.vr().equals("UN") ? notation.implicit() : notation;
        List<Spot> around = new ArrayList<>(spot.around());
        around.add(spot);
        if (!spot.isDefined()) {
            return elements(spot.valueStart(), spot.limit(), inside, List.copyOf(around));
        }
        int end = spot.valueStart() + (int) spot.length();
        if (isHolder(spot)) {
            elements(spot.valueStart(), end, inside, List.copyOf(around));
        }
        return end;
    }

    /** An item of elements, or a sequence; fragments are bytes, and UN may be anything. */
    private boolean isHolder(Spot spot) {
        if (spot.tag() == ITEM) {
            return spot.around().getLast().tag() != PIXEL_DATA;
        }
        boolean beginsWithItem = spot.length() >= 8
                && unsigned(bytes, spot.valueStart(), 2, spot.order()) == 0xFFFE
                && unsigned(bytes, spot.valueStart() + 2, 2, spot.order()) == 0xE000;
        boolean isPrivate = (spot.tag() >>> 16 & 1) == 1; // in Implicit VR nobody knows its VR
        return spot.vr().equals("SQ") || spot.vr().isEmpty() && beginsWithItem && !isPrivate;
    }
}
