package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.glossa.finding.MalformedInputException;
import org.jspecify.annotations.Nullable;

/** The items of a sequence of a file, parsed at each access. The structure was walked over before, so that nothing is damaged here. */
final class ItemList extends AbstractList<DataSet> implements RandomAccess {
    private final MemorySegment bytes;
    private final long start;
    private final long end;
    private final Encoding encoding;
    private final ParseContext context;

    private @Nullable OffsetIndex index;

    /** @param end exclusive, before the delimiter if there is one */
    ItemList(MemorySegment bytes, long start, long end, Encoding encoding, ParseContext context) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.encoding = encoding;
        this.context = context;
    }

    @Override
    public int size() {
        return Math.toIntExact(index().count());
    }

    @Override
    public boolean isEmpty() {
        return start == end;
    }

    @Override
    public DataSet get(int item) {
        OffsetIndex offsets = index();
        Objects.checkIndex(item, offsets.count());
        ElementHeader header = new ElementHeader(bytes);
        long position = offsets.heldOffset(item);
        for (long at = offsets.heldIndex(item); at < item; at++) {
            position = next(header, position);
        }
        header.read(position, end, encoding);
        return DataSetParser.parse(bytes, header.valueStart, contentEnd(header), encoding, context);
    }

    // Two threads may both make the index: the same one.
    private OffsetIndex index() {
        OffsetIndex known = index;
        if (known != null) {
            return known;
        }
        OffsetIndex made = new OffsetIndex();
        ElementHeader header = new ElementHeader(bytes);
        for (long position = start; position < end; position = next(header, position)) {
            made.add(position);
        }
        index = made;
        return made;
    }

    private long next(ElementHeader header, long position) {
        header.read(position, end, encoding);
        return header.isUndefined() ? contentEnd(header) + 8 : header.valueStart + header.length;
    }

    private long contentEnd(ElementHeader header) {
        if (!header.isUndefined()) {
            return header.valueStart + header.length;
        }
        try {
            return new StructureWalk(bytes, new FindingLog()).elementsUntilDelimiter(header.valueStart, end, encoding);
        } catch (MalformedInputException e) {
            throw DataSetParser.changed(e);
        }
    }
}
