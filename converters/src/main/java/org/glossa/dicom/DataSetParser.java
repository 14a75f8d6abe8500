package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.glossa.dicom.ElementHeader.Kind;
import org.glossa.finding.MalformedInputException;
import org.jspecify.annotations.Nullable;

/** Makes the elements of one data set or item; what is nested stays bytes. The structure was walked over before. */
final class DataSetParser {
    private final MemorySegment bytes;
    private final Encoding encoding;
    private final List<Raw> raws = new ArrayList<>();

    /** An element whose VR or text may depend on another element of the data set. */
    private record Raw(int tag, Vr vr, boolean vrLookedUp, Kind kind, Encoding content, long start, long end) {}

    private DataSetParser(MemorySegment bytes, Encoding encoding) {
        this.bytes = bytes;
        this.encoding = encoding;
    }

    /** @param context of the data set around an item, or {@link ParseContext#ROOT} */
    static DataSet parse(MemorySegment bytes, long start, long end, Encoding encoding, ParseContext context) {
        DataSetParser parser = new DataSetParser(bytes, encoding);
        try {
            parser.readHeaders(start, end);
        } catch (MalformedInputException e) {
            throw changed(e);
        }
        return DataSet.ofFile(parser.elements(context));
    }

    /** Only when the bytes under an open file change. */
    static IllegalStateException changed(MalformedInputException damage) {
        return new IllegalStateException("The file was changed while it was open: " + damage.getMessage(), damage);
    }

    private void readHeaders(long start, long end) throws MalformedInputException {
        ElementHeader header = new ElementHeader(bytes);
        long position = start;
        while (position < end) {
            if (!header.read(position, end, encoding)) {
                throw new IllegalStateException("The file was changed while it was open, at byte " + position);
            }
            Kind kind = header.kind;
            Vr vr = header.vr;
            long valueEnd;
            long next;
            if (header.isUndefined()) {
                valueEnd = kind == Kind.FRAGMENTS
                        ? walk().fragmentsUntilDelimiter(header.valueStart, end, encoding)
                        : walk().itemsUntilDelimiter(header.valueStart, end, header.content);
                next = valueEnd + StructureWalk.DELIMITER_BYTES;
            } else {
                valueEnd = header.valueStart + header.length;
                next = valueEnd;
            }
            if (kind == Kind.POSSIBLE_SEQUENCE) {
                boolean sequence = isSequence(header.valueStart, valueEnd, header.content);
                kind = sequence ? Kind.SEQUENCE : Kind.VALUE;
                vr = sequence ? Vr.SQ : Vr.UN;
            }
            raws.add(new Raw(header.tag, vr, header.vrLookedUp, kind, header.content, header.valueStart, valueEnd));
            position = next;
        }
        dropEarlierDuplicates();
    }

    private StructureWalk walk() {
        return new StructureWalk(bytes, new FindingLog());
    }

    private boolean isSequence(long start, long end, Encoding content) {
        try {
            walk().items(start, end, content);
            return true;
        } catch (MalformedInputException e) {
            return false;
        }
    }

    private void dropEarlierDuplicates() {
        boolean ascending = true;
        for (int i = 1; i < raws.size(); i++) {
            ascending &=
                    Integer.compareUnsigned(raws.get(i - 1).tag(), raws.get(i).tag()) < 0;
        }
        if (ascending) {
            return;
        }
        raws.sort(Comparator.comparingInt(raw -> raw.tag() ^ Integer.MIN_VALUE));
        List<Raw> last = new ArrayList<>(raws.size());
        for (Raw raw : raws) {
            if (!last.isEmpty() && last.getLast().tag() == raw.tag()) {
                last.removeLast();
            }
            last.add(raw);
        }
        raws.clear();
        raws.addAll(last);
    }

    private Element[] elements(ParseContext parent) {
        ParseContext context = new ParseContext(characters(parent), pixelRepresentation(parent));
        Element[] elements = new Element[raws.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element(raws.get(i), context);
        }
        return elements;
    }

    private Element element(Raw raw, ParseContext context) {
        MemorySegment value = bytes.asSlice(raw.start(), raw.end() - raw.start());
        List<DataSet> items = raw.kind() == Kind.SEQUENCE
                ? new ItemList(bytes, raw.start(), raw.end(), raw.content(), context)
                : List.of();
        @Nullable
        Fragments fragments = raw.kind() == Kind.FRAGMENTS ? FragmentList.parse(bytes, raw.start(), raw.end()) : null;
        Vr vr = raw.vrLookedUp() ? resolve(raw, context) : raw.vr();
        return new Element(raw.tag(), vr, raw.start(), value, context.characters(), items, fragments);
    }

    /** The VR of an attribute that has several, PS3.5 annex A.1 and the attributes' descriptions in PS3.3. */
    private Vr resolve(Raw raw, ParseContext context) {
        if (raw.vr() != Vr.US && raw.vr() != Vr.OB) {
            return raw.vr();
        }
        Dictionary.@Nullable Entry entry = Dictionary.lookup(raw.tag());
        List<Vr> alternatives = entry == null ? List.of() : entry.alternatives();
        if (alternatives.contains(Vr.SS)) {
            return context.pixelRepresentation() == 1 ? Vr.SS : Vr.US;
        }
        if (alternatives.equals(List.of(Vr.US, Vr.OW))) {
            return firstUnsignedShort(Tag.LUTDescriptor, 0) == 1 ? Vr.US : Vr.OW;
        }
        if (alternatives.contains(Vr.OW)) {
            return raw.kind() == Kind.FRAGMENTS ? Vr.OB : Vr.OW;
        }
        return raw.vr();
    }

    private CharacterSets characters(ParseContext parent) {
        @Nullable Raw raw = find(Tag.SpecificCharacterSet);
        if (raw == null) {
            return parent.characters();
        }
        MemorySegment value = bytes.asSlice(raw.start(), raw.end() - raw.start());
        return CharacterSets.of(CharacterSets.terms(value));
    }

    private long pixelRepresentation(ParseContext parent) {
        return firstUnsignedShort(Tag.PixelRepresentation, parent.pixelRepresentation());
    }

    private long firstUnsignedShort(int tag, long absent) {
        @Nullable Raw raw = find(tag);
        return raw == null || raw.end() - raw.start() < 2
                ? absent
                : Short.toUnsignedLong(bytes.get(ElementNumbers.SHORT, raw.start()));
    }

    private @Nullable Raw find(int tag) {
        for (Raw raw : raws) {
            if (raw.tag() == tag) {
                return raw;
            }
        }
        return null;
    }
}
