package org.glossa.order;

/** Rows of which runs are made. */
sealed interface Rows permits GatheredRows, UnsortedRows {
    long count();

    /** Of the memory that they take when they become a run. */
    long byteSize();
}
