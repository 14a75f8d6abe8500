package org.glossa.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.annotation.ZPlanes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HilbertOrderCloseTest {
    private static final CodedConcept CODE = new CodedConcept("1", "99T", "one");
    private static final int POINTS = 20_000;

    private static AnnotationGroup points(Arena arena) {
        MemorySegment values = arena.allocate(8L * POINTS, 8);
        for (int i = 0; i < 2 * POINTS; i++) {
            values.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, i * 7919L % 10_007);
        }
        return new AnnotationGroup(
                new GroupDescription(
                        1,
                        "2.25.1",
                        "",
                        "",
                        GenerationType.MANUAL,
                        List.of(),
                        CODE,
                        CODE,
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        ZPlanes.OWN,
                        new Anatomy(List.of(), List.of())),
                GraphicType.POINT,
                new Coordinates(values, Precision.FLOAT32, 2, VertexOffsets.fixed(1, POINTS)),
                List.of());
    }

    /** Temporary files that this process holds open. */
    private static long openFiles(Path folder) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).startsWith(folder.toRealPath());
                        } catch (IOException goneMeanwhile) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    /** Memory that a read of a pipe waits to fill cannot be given back: the files behind it are closed all the same. */
    @Test
    void closesFilesWhenMemoryCannotBeGivenBack(@TempDir Path folder) throws Exception {
        assumeThat(Path.of("/proc/self/fd")).exists();
        Pipe pipe = Pipe.open();
        try (Arena arena = Arena.ofShared();
                ExecutorService reader = Executors.newSingleThreadExecutor();
                Pipe.SinkChannel sink = pipe.sink()) {
            LayerSource source = new LayerSource(List.of(points(arena)), new int[] {0});
            BuildLimits limits = new BuildLimits(1, 1 << 14, 16, 500, 1 << 10, 200_000, 10, 0);
            HilbertOrder order = new HilbertOrder(source, folder, limits, rows -> {});
            order.measure();
            ByteBuffer memory = Objects.requireNonNull(order.next()).memory().asByteBuffer();
            CountDownLatch started = new CountDownLatch(1);
            Future<Integer> read = reader.submit(() -> {
                started.countDown();
                return pipe.source().read(memory);
            });
            started.await();
            Thread.sleep(200);
            assertThat(openFiles(folder)).isPositive();

            assertThatThrownBy(order::close).isInstanceOf(IllegalStateException.class);

            assertThat(openFiles(folder)).isZero();
            sink.write(ByteBuffer.wrap(new byte[1]));
            assertThat(read.get()).isOne();
        } finally {
            pipe.source().close();
        }
    }
}
