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

    private volatile @Nullable OffsetIndex index;

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
        Steps steps = new Steps();
        long position = offsets.heldOffset(item);
        for (long at = offsets.heldIndex(item); at < item; at++) {
            position = steps.next(position);
        }
        return steps.parse(position);
    }

    // Two threads may both make the index: the same one.
    private OffsetIndex index() {
        OffsetIndex known = index;
        if (known != null) {
            return known;
        }
        OffsetIndex made = new OffsetIndex();
        Steps steps = new Steps();
        for (long position = start; position < end; position = steps.next(position)) {
            made.add(position);
        }
        index = made;
        return made;
    }

    /** From item to item. */
    private final class Steps {
        private final ElementHeader header = new ElementHeader(bytes);
        private final StructureWalk walk = new StructureWalk(bytes, new FindingLog());

        long next(long position) {
            long contentEnd = contentEnd(position);
            return header.isUndefined() ? contentEnd + StructureWalk.DELIMITER_BYTES : contentEnd;
        }

        DataSet parse(long position) {
            long contentEnd = contentEnd(position);
            return DataSetParser.parse(bytes, header.valueStart, contentEnd, encoding, context);
        }

        private long contentEnd(long position) {
            header.read(position, end, encoding);
            if (!header.isUndefined()) {
                return header.valueStart + header.length;
            }
            try {
                return walk.elementsUntilDelimiter(header.valueStart, end, encoding);
            } catch (MalformedInputException e) {
                throw DataSetParser.changed(e);
            }
        }
    }
}
