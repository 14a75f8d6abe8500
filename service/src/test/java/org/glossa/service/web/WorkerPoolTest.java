package org.glossa.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerPoolTest {
    private final WorkerPool pool = new WorkerPool();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        pool.close();
    }

    @Test
    void tooMuchWorkIsRefusedAtOnceAndTakenAgainLater() throws Exception {
        List<CompletableFuture<Integer>> taken = new ArrayList<>();
        ProblemException refusal = null;
        while (refusal == null && taken.size() < 100_000) {
            int number = taken.size();
            try {
                taken.add(pool.<Integer>submit(() -> {
                            gate.await();
                            return number;
                        })
                        .toCompletableFuture());
            } catch (ProblemException refused) {
                refusal = refused;
            }
        }
        assertThat(refusal).isNotNull();
        assertThat((Object) refusal.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(refusal.retryAfterSeconds()).isPositive();
        assertThat(taken).hasSize(Runtime.getRuntime().availableProcessors() + 2 + 256);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> pool.call(() -> 1));

        CountDownLatch begun = new CountDownLatch(1);
        pool.forBegunWork().execute(begun::countDown);
        gate.countDown();
        for (int i = 0; i < taken.size(); i++) {
            int answer = taken.get(i).get(10, TimeUnit.SECONDS);
            assertThat(answer).isEqualTo(i);
        }
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        int again = pool.call(() -> 7);
        assertThat(again).isEqualTo(7);
    }

    @Test
    void failuresComeToTheCaller() {
        assertThatThrownBy(() -> pool.call(() -> {
                    throw new IOException("a");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("a");
        assertThatThrownBy(() -> pool.call(() -> {
                    throw new IllegalStateException("b");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("b");
        CompletableFuture<Object> failed = pool.submit(() -> {
                    throw new IOException("c");
                })
                .toCompletableFuture();
        assertThatThrownBy(failed::get).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void workRunsOnPlatformThreads() throws Exception {
        assertThat(pool.<Boolean>call(() -> Thread.currentThread().isVirtual())).isFalse();
    }
}
