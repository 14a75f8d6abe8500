package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.column.ScratchColumns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchColumnsTest {
    @TempDir
    Path folder;

    @Test
    void columns_keep_their_values_in_memory_and_in_the_file_and_leave_nothing() throws Exception {
        try (ScratchColumns scratch = new ScratchColumns(folder)) {
            List<MemorySegment> columns = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                MemorySegment column = scratch.allocate(i == 30 ? 70L << 20 : (1 << 20) + i);
                assertThat(column.get(ValueLayout.JAVA_BYTE, column.byteSize() - 1))
                        .isZero();
                column.fill((byte) i);
                columns.add(column);
            }
            for (int i = 0; i < columns.size(); i++) {
                MemorySegment column = columns.get(i);
                assertThat(column.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) i);
                assertThat(column.get(ValueLayout.JAVA_BYTE, column.byteSize() - 1))
                        .isEqualTo((byte) i);
                assertThat(column.address() % 8).isZero();
            }
            assertThat(scratch.allocate(0).byteSize()).isZero();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
