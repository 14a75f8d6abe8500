package org.glossa.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoordinatesTest {
    private static MemorySegment floats(float... values) {
        return MemorySegment.ofArray(values);
    }

    @Test
    void a_column_in_pieces_reads_like_one_in_one() {
        Coordinates whole =
                new Coordinates(floats(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), Precision.FLOAT32, 2, VertexOffsets.fixed(1, 5));
        Coordinates pieces = new Coordinates(
                List.of(floats(0, 1), floats(2, 3, 4, 5, 6, 7), floats(), floats(8, 9)),
                Precision.FLOAT32,
                2,
                VertexOffsets.fixed(1, 5));
        for (int vertex = 0; vertex < 5; vertex++) {
            for (int ordinate = 0; ordinate < 2; ordinate++) {
                assertThat(pieces.ordinate(vertex, ordinate)).isEqualTo(whole.ordinate(vertex, ordinate));
            }
        }
        assertThat(pieces.chunkCount()).isEqualTo(4);
        assertThat(List.of(pieces.chunkOf(0), pieces.chunkOf(1), pieces.chunkOf(3), pieces.chunkOf(4)))
                .containsExactly(0, 1, 1, 3);
        assertThat(List.of(pieces.chunkStart(0), pieces.chunkStart(1), pieces.chunkStart(3), pieces.chunkStart(4)))
                .containsExactly(0L, 1L, 4L, 5L);
        assertThat(whole.chunk(0).byteSize()).isEqualTo(40);
    }

    @Test
    void refuses_bytes_that_are_not_those_of_its_vertices() {
        assertThatThrownBy(() -> new Coordinates(floats(0, 1, 2, 3), Precision.FLOAT32, 2, VertexOffsets.fixed(1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Coordinates of 3 vertices need 24 bytes, got 16");
        assertThatThrownBy(() -> new Coordinates(
                        List.of(floats(0, 1, 2), floats(3)), Precision.FLOAT32, 2, VertexOffsets.fixed(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no whole number");
    }
}
