package org.glossa.order;

/**
 * Rows first … end - 1 of an order, to be gathered in one run.
 *
 * @param byteSize of the memory that their coordinates may take
 */
record GatheredRows(SourceOrder order, int first, int end, long byteSize) implements Rows {
    @Override
    public long count() {
        return (long) end - first;
    }
}
