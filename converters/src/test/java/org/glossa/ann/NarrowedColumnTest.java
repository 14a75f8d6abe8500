package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.column.ScratchColumns;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.Losses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NarrowedColumnTest {
    @TempDir
    Path folder;

    @Test
    void aPolygonWhoseLastVertexIsRoundedOntoItsFirstIsNotClosed() throws Exception {
        double near = 1000 + 1e-9; // the float next to 1000 is 6e-5 away
        Coordinates column = new Coordinates(
                MemorySegment.ofArray(new double[] {
                    1000, 1, 1010, 1, 1010, 9, 1000, 9, near, 1, /* the source's own fault stays */ 2, 2, 3, 2, 3, 3, 2,
                    3, 2, 2
                }),
                Precision.FLOAT64,
                2,
                VertexOffsets.fixed(5, 2));
        Losses losses = new Losses();
        try (ScratchColumns scratch = new ScratchColumns(folder)) {
            Coordinates made = NarrowedColumn.forced(
                            Closing.OPENED, column, scratch, losses, annotation -> "annotation " + annotation)
                    .coordinates();
            assertThat(made.vertexCount(0)).isEqualTo(4);
            assertThat(made.vertexCount(1)).isEqualTo(5);
            assertThat(made.ordinate(3, 0)).isEqualTo(1000);
            assertThat(made.ordinate(4, 0)).isEqualTo(2);
            assertThat(NarrowedColumn.forced(Closing.KEPT, column, scratch, losses, annotation -> "")
                            .coordinates()
                            .vertexCount(0))
                    .isEqualTo(5);
        }
        Ledger ledger = new Ledger();
        losses.addTo(ledger);
        LedgerEntry entry = ledger.entries().getFirst();
        assertThat(entry.code()).isEqualTo("PRECISION_FLOAT32");
        assertThat(entry.firstPaths().getFirst()).isEqualTo("annotation 0");
        assertThat(entry.maxAbsError()).isEqualTo(near - 1000);
    }
}
