package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import org.glossa.dicom.ElementHeader.Kind;
import org.glossa.dicom.ElementHeader.Notation;
import org.glossa.dicom.WalkStack.Frame;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.jspecify.annotations.Nullable;

/**
 * Walks over elements, items and fragments without touching values, and refuses what cannot be read. Iterative, with a stack of
 * fixed size, so that no input makes it recurse; every step consumes at least eight bytes, so that none makes it hang.
 */
final class StructureWalk {
    /**
     * Elements that a data set and the items on any one way down from it may have together; a guard against hostile input, far above
     * any real data set. Elements beside that way do not count, for they are not held at the same time.
     */
    static final int MAXIMUM_ELEMENTS = 100_000;

    /** UN taken for a sequence in vain; each costs an exception. */
    private static final int MAXIMUM_VAIN_ATTEMPTS = 1_000;

    static final int DELIMITER_BYTES = 8;

    private final MemorySegment bytes;
    private final FindingLog findings;
    private final ElementHeader header;
    private final WalkStack stack;
    private final @Nullable LittleEndianCopy copy;
    private int vainAttempts;

    StructureWalk(MemorySegment bytes, FindingLog findings) {
        this(bytes, findings, "", null);
    }

    /**
     * @param before path of what stands before the range, for damage before its first element
     * @param copy takes all headers in big-endian that are met
     */
    StructureWalk(MemorySegment bytes, FindingLog findings, String before, @Nullable LittleEndianCopy copy) {
        this.bytes = bytes;
        this.findings = findings;
        this.header = new ElementHeader(bytes);
        this.stack = new WalkStack(before);
        this.copy = copy;
    }

    /** Walks over a data set, or an item's content, that fills the range. */
    void elements(long start, long end, Encoding encoding) throws MalformedInputException {
        stack.beginWithElements(end, encoding);
        run(start);
    }

    /** Walks over the elements of an item of undefined length; returns the offset of its delimiter. */
    long elementsUntilDelimiter(long start, long limit, Encoding encoding) throws MalformedInputException {
        stack.beginWithElements(limit, encoding).undefined = true;
        return run(start) - DELIMITER_BYTES;
    }

    /** Walks over items that fill the range. */
    void items(long start, long end, Encoding encoding) throws MalformedInputException {
        stack.beginWithItems(end, encoding);
        run(start);
    }

    /** Walks over the items of a sequence of undefined length; returns the offset of its delimiter. */
    long itemsUntilDelimiter(long start, long limit, Encoding encoding) throws MalformedInputException {
        stack.beginWithItems(limit, encoding).undefined = true;
        return run(start) - DELIMITER_BYTES;
    }

    /** Walks over fragments; returns the offset of the delimiter. */
    long fragmentsUntilDelimiter(long start, long limit, Encoding encoding) throws MalformedInputException {
        long position = start;
        while (true) {
            if (!header.read(position, limit, encoding)) {
                throw unexpectedEnd(position, "the Sequence Delimitation Item of the fragments");
            }
            copy(position, encoding);
            if (header.tag == Tag.SEQUENCE_DELIMITATION) {
                return position;
            }
            if (header.tag != Tag.ITEM || header.isUndefined()) {
                throw damaged(
                        "ITEM_EXPECTED",
                        position,
                        header.tag == Tag.ITEM ? "a fragment of undefined length" : Tag.name(header.tag),
                        "fragments of defined length, then (FFFE,E0DD)",
                        "PS3.5 A.4");
            }
            requireWithin(position, limit);
            position = header.valueStart + header.length;
        }
    }

    private long run(long start) throws MalformedInputException {
        long position = start;
        while (!stack.isEmpty()) {
            Frame frame = stack.top();
            requireFewElements(frame, position);
            if (position == frame.limit && !frame.undefined) {
                stack.pop();
                continue;
            }
            try {
                position = stack.isInItems() ? item(frame, position) : element(frame, position);
            } catch (MalformedInputException e) {
                position = afterTentative(e);
            }
        }
        return position;
    }

    /** The end of the innermost UN that was taken for a sequence; it is a plain value after all. */
    private long afterTentative(MalformedInputException damage) throws MalformedInputException {
        vainAttempts++;
        while (stack.depth() > 1 && vainAttempts <= MAXIMUM_VAIN_ATTEMPTS) {
            Frame frame = stack.top();
            stack.pop();
            if (frame.tentative) {
                warn(
                        "UN_NOT_A_SEQUENCE",
                        frame.limit,
                        "UN whose bytes are no items in Implicit VR Little Endian",
                        "the encoding of PS3.5 6.2.2; read as plain bytes");
                return frame.limit;
            }
        }
        throw damage;
    }

    private void requireFewElements(Frame frame, long position) throws MalformedInputException {
        if (frame.elements + frame.below > MAXIMUM_ELEMENTS) {
            throw damaged(
                    "TOO_MANY_ELEMENTS",
                    position,
                    "more than " + MAXIMUM_ELEMENTS + " elements in a data set and its items",
                    "at most " + MAXIMUM_ELEMENTS,
                    "");
        }
    }

    private long element(Frame frame, long position) throws MalformedInputException {
        if (!header.read(position, frame.limit, frame.encoding)) {
            if (position == frame.limit) {
                throw unexpectedEnd(position, "the Item Delimitation Item");
            }
            if (header.tag == 0) {
                throw truncatedHeader(position, frame.limit, " bytes behind this element");
            }
            frame.tag = header.tag;
            frame.elements++;
            throw truncatedHeader(position, frame.limit, " bytes");
        }
        copy(position, frame.encoding);
        if (header.kind == Kind.ITEM) {
            return itemDelimiter(frame, position);
        }
        int previous = frame.tag;
        frame.tag = header.tag;
        frame.elements++;
        noteOrder(frame, previous, position);
        requireVr(position);
        noteNotation(position);
        return content(frame, position);
    }

    private long content(Frame frame, long position) throws MalformedInputException {
        if (header.isUndefined()) {
            return switch (header.kind) {
                case SEQUENCE -> enterSequence(frame.limit, position);
                case FRAGMENTS ->
                    fragmentsUntilDelimiter(header.valueStart, frame.limit, frame.encoding) + DELIMITER_BYTES;
                case VALUE, POSSIBLE_SEQUENCE, ITEM ->
                    throw damaged(
                            "UNDEFINED_LENGTH_NOT_ALLOWED",
                            position,
                            header.vr + " of undefined length",
                            "undefined length for SQ, UN and encapsulated pixel data only",
                            "PS3.5 7.1.2");
            };
        }
        requireWithin(position, frame.limit);
        long end = header.valueStart + header.length;
        if (header.kind == Kind.SEQUENCE || header.kind == Kind.POSSIBLE_SEQUENCE) {
            return enterSequence(end, position);
        }
        int unit = header.vr.valueBytes();
        if (header.length % unit != 0) {
            throw damaged(
                    "LENGTH_NOT_A_MULTIPLE",
                    position,
                    header.vr + " of " + header.length + " bytes",
                    "a multiple of " + unit + " bytes",
                    "PS3.5 6.2");
        }
        if (header.length > Element.MAXIMUM_DECODED_BYTES && !header.vr.isStream()) {
            warn(
                    "VALUE_TOO_LONG",
                    position,
                    header.vr + " of " + header.length + " bytes",
                    "at most " + Element.MAXIMUM_DECODED_BYTES + " bytes; kept, but not decoded");
        }
        if ((header.length & 1) != 0) {
            warn("ODD_LENGTH", position, header.vr + " of " + header.length + " bytes", "an even length, PS3.5 7.1.1");
        }
        return end;
    }

    private long enterSequence(long limit, long position) throws MalformedInputException {
        if (stack.depth() > 2 * DataSet.MAXIMUM_DEPTH) {
            throw damaged(
                    "NESTING_TOO_DEEP",
                    position,
                    "sequences nested deeper than " + DataSet.MAXIMUM_DEPTH,
                    "at most " + DataSet.MAXIMUM_DEPTH + " levels",
                    "");
        }
        Frame items = stack.push(limit, header.content, header.tag);
        items.undefined = header.isUndefined();
        items.tentative = header.kind == Kind.POSSIBLE_SEQUENCE;
        return header.valueStart;
    }

    private long itemDelimiter(Frame frame, long position) throws MalformedInputException {
        if (header.tag != Tag.ITEM_DELIMITATION || !frame.undefined) {
            throw damaged(
                    "DELIMITER_MISPLACED",
                    position,
                    Tag.name(header.tag) + (stack.depth() == 1 ? " outside of any item" : " among elements"),
                    frame.undefined ? "elements, then (FFFE,E00D)" : "elements only: the length here is defined",
                    "PS3.5 7.5");
        }
        noteDelimiterLength(position);
        stack.pop();
        return header.valueStart;
    }

    private long item(Frame frame, long position) throws MalformedInputException {
        if (!header.read(position, frame.limit, frame.encoding)) {
            if (position == frame.limit) {
                throw unexpectedEnd(position, "the Sequence Delimitation Item");
            }
            throw truncatedHeader(position, frame.limit, " bytes");
        }
        copy(position, frame.encoding);
        if (header.tag == Tag.SEQUENCE_DELIMITATION && frame.undefined) {
            noteDelimiterLength(position);
            stack.pop();
            return header.valueStart;
        }
        if (header.tag != Tag.ITEM) {
            throw damaged(
                    "ITEM_EXPECTED",
                    position,
                    Tag.name(header.tag) + " in a sequence",
                    frame.undefined ? "items, then (FFFE,E0DD)" : "items only: the sequence's length is defined",
                    "PS3.5 7.5");
        }
        frame.item++;
        if (!header.isUndefined()) {
            requireWithin(position, frame.limit);
        }
        long limit = header.isUndefined() ? frame.limit : header.valueStart + header.length;
        stack.push(limit, frame.encoding, 0).undefined = header.isUndefined();
        return header.valueStart;
    }

    private void requireWithin(long position, long limit) throws MalformedInputException {
        long available = limit - header.valueStart;
        if (header.length > available) {
            if (header.notation == Notation.SWITCHED && header.vrLookedUp) {
                throw damaged(
                        "VR_NOT_LETTERS",
                        position,
                        "no two letters for a VR, nor a length of Implicit VR: " + header.length + " bytes where "
                                + available + " are left",
                        "a VR of PS3.5 6.2",
                        "PS3.5 7.1.2");
            }
            boolean cutOff = limit == bytes.byteSize();
            throw damaged(
                    cutOff ? "TRUNCATED_VALUE" : "LENGTH_BEYOND_CONTAINER",
                    position,
                    "a length of " + header.length + " bytes",
                    "at most " + available + " bytes, which are left in " + (cutOff ? "the file" : "what holds it"),
                    "PS3.5 7.1");
        }
    }

    private void noteOrder(Frame frame, int previous, long position) {
        if (frame.elements == 1) {
            return;
        }
        int order = Integer.compareUnsigned(previous, frame.tag);
        if (order == 0) {
            warn("DUPLICATE_ELEMENT", position, "an element twice", "each once; the last one is read, PS3.5 7.1");
        } else if (order > 0) {
            warn(
                    "ELEMENT_ORDER",
                    position,
                    Tag.name(frame.tag) + " after " + Tag.name(previous),
                    "ascending tags, PS3.5 7.1");
        }
    }

    private void requireVr(long position) throws MalformedInputException {
        if (header.notation == Notation.NO_VR) {
            throw damaged(
                    "VR_NOT_LETTERS",
                    position,
                    "no two letters for a VR",
                    "a VR: Explicit VR Big Endian",
                    "PS3.5 7.1.2");
        }
    }

    private void copy(long position, Encoding encoding) {
        if (copy != null && encoding == Encoding.EXPLICIT_VR_BIG_ENDIAN && header.notation != Notation.NO_VR) {
            copy.header(header, position);
        }
    }

    private void noteNotation(long position) {
        if (header.notation == Notation.UNKNOWN_VR) {
            warn("UNKNOWN_VR", position, "a VR that PS3.5 does not have", "a VR of PS3.5 6.2; read as UN");
        } else if (header.notation == Notation.SWITCHED) {
            warn(
                    "VR_ENCODING_SWITCHED",
                    position,
                    header.vrLookedUp ? "Implicit VR among Explicit VR" : "Explicit VR among Implicit VR",
                    "the encoding of the transfer syntax");
        } else if (header.notation == Notation.BIG_ENDIAN_IN_UN) {
            warn(
                    "UN_IN_BIG_ENDIAN",
                    position,
                    "UN whose bytes begin with an item in big-endian",
                    "Implicit VR Little Endian in UN, PS3.5 6.2.2; read as a sequence of the transfer syntax");
        }
    }

    private void noteDelimiterLength(long position) {
        if (header.length != 0) {
            warn("DELIMITER_LENGTH", position, "a delimiter of length " + header.length, "length 0, PS3.5 7.5");
        }
    }

    private void warn(String code, long position, String got, String allowed) {
        if (findings.takes(code)) {
            findings.warning(code, new Place.DataElement(position, stack.path()), got, allowed);
        }
    }

    private MalformedInputException truncatedHeader(long position, long limit, String bytes) {
        return damaged(
                "TRUNCATED_HEADER", position, (limit - position) + bytes, "a header of 8 or 12 bytes", "PS3.5 7.1");
    }

    private MalformedInputException unexpectedEnd(long position, String missing) {
        return damaged("DELIMITER_MISSING", position, "the end of what holds it", missing, "PS3.5 7.5");
    }

    private MalformedInputException damaged(String code, long position, String got, String allowed, String clause) {
        return FindingLog.damaged(code, new Place.DataElement(position, stack.path()), got, allowed, clause);
    }
}
