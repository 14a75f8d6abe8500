package org.glossa.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildWorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void allPartsHaveRunWhenItReturns(int threads) throws IOException {
        AtomicInteger parts = new AtomicInteger();
        try (BuildWorkers workers = new BuildWorkers(threads)) {
            workers.run(5, part -> parts.addAndGet(1 << part));
        }
        assertThat(parts).hasValue(31);
    }

    /** Whichever of two failures comes second does not hide the other. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void tellsTheFailureThatStoppedTheOther(int failing) {
        CountDownLatch failed = new CountDownLatch(1);
        try (BuildWorkers workers = new BuildWorkers(2)) {
            assertThatThrownBy(() -> workers.run(2, part -> {
                        if (part == failing) {
                            failed.countDown();
                            throw new IOException("disk full");
                        }
                        awaitQuietly(failed);
                        while (true) {
                            workers.requireRunning(); // ends when the other has failed
                        }
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("disk full");
        }
    }

    @Test
    void tellsTheFailureOfTheCallingThreadWhenBothFail() {
        CountDownLatch running = new CountDownLatch(2);
        try (BuildWorkers workers = new BuildWorkers(2)) {
            assertThatThrownBy(() -> workers.run(2, part -> {
                        running.countDown();
                        awaitQuietly(running);
                        throw new IOException("part " + part);
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("part 0");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
