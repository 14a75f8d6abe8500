package org.glossa.order;

import java.io.IOException;

/**
 * Rows in source order, in parts that follow each other and are read at once by a thread each. The place of a row among them decides
 * between equal distances.
 */
sealed interface UnsortedRows extends Rows permits SourceRows, RowRun {
    /** Of all their records. */
    @Override
    long byteSize();

    int parts();

    /** The place of a part's first row. */
    long firstRow(int part);

    /** The rows of a part, before the first. */
    RowReader read(int part) throws IOException;
}
