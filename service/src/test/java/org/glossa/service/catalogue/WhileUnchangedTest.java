package org.glossa.service.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.glossa.corpus.Depth;
import org.junit.jupiter.api.Test;

class WhileUnchangedTest {
    private final AtomicLong changes = new AtomicLong(7);
    private final AtomicInteger asked = new AtomicInteger();

    private String ask(WhileUnchanged<String, String> answers, String key) {
        return answers.get(key, () -> key + asked.incrementAndGet());
    }

    @Test
    void aQuestionIsAskedOnceUntilSomethingChanges() {
        WhileUnchanged<String, String> answers = new WhileUnchanged<>(changes::get, 10, answer -> true);
        assertThat(ask(answers, "a")).isEqualTo("a1");
        assertThat(ask(answers, "b")).isEqualTo("b2");
        assertThat(ask(answers, "a")).isEqualTo("a1");
        assertThat(ask(answers, "b")).isEqualTo("b2");
        changes.incrementAndGet();
        assertThat(ask(answers, "b")).isEqualTo("b3");
        assertThat(ask(answers, "a")).isEqualTo("a4");
        assertThat(ask(answers, "b")).isEqualTo("b3");
    }

    @Test
    void whatWasReadDuringAChangeIsNotKept() {
        WhileUnchanged<String, String> answers = new WhileUnchanged<>(changes::get, 10, answer -> true);
        String first = answers.get("a", () -> {
            changes.incrementAndGet();
            return "old";
        });
        assertThat(first).isEqualTo("old");
        assertThat(ask(answers, "a")).isEqualTo("a1");

        answers.get("c", () -> {
            changes.incrementAndGet();
            ask(answers, "b"); // another thread, meanwhile
            return "old";
        });
        assertThat(ask(answers, "c")).isEqualTo("c3");
        assertThat(ask(answers, "b")).isEqualTo("b2");
    }

    @Test
    void theOneAskedForLongestAgoGoesFirst() {
        WhileUnchanged<String, String> answers = new WhileUnchanged<>(changes::get, 2, answer -> true);
        ask(answers, "a");
        ask(answers, "b");
        ask(answers, "a");
        ask(answers, "c");
        assertThat(ask(answers, "a")).isEqualTo("a1");
        assertThat(ask(answers, "b")).isEqualTo("b4");
    }

    @Test
    void failuresAndWhatIsNotWorthItAreAskedAgain() throws Exception {
        WhileUnchanged<String, String> answers =
                new WhileUnchanged<>(changes::get, 2, answer -> answer.startsWith("a"));
        assertThatThrownBy(() -> answers.get("a", () -> {
                    throw new IOException("away");
                }))
                .isInstanceOf(IOException.class);
        assertThat(ask(answers, "a")).isEqualTo("a1");
        assertThat(ask(answers, "b")).isEqualTo("b2");
        assertThat(ask(answers, "b")).isEqualTo("b3");
    }

    /** A writer commits, counts and tells; whoever asks after it told sees at least that. */
    @Test
    void nobodySeesLessThanWasAcknowledged() throws Exception {
        AtomicLong committed = new AtomicLong();
        AtomicLong acknowledged = new AtomicLong();
        WhileUnchanged<Integer, Long> answers = new WhileUnchanged<>(changes::get, 4, answer -> true);
        int threads = 4;
        int rounds = Depth.count(20_000, 1_000_000);
        try (ExecutorService readers = Executors.newFixedThreadPool(threads + 1)) {
            List<Future<Long>> ends = new ArrayList<>();
            Future<?> writer = readers.submit(() -> {
                for (long value = 1; value <= rounds; value++) {
                    committed.set(value);
                    changes.incrementAndGet();
                    acknowledged.set(value);
                }
            });
            for (int thread = 0; thread < threads; thread++) {
                ends.add(readers.submit(() -> {
                    long stale = 0;
                    for (int round = 0; round < rounds; round++) {
                        long least = acknowledged.get();
                        if (answers.get(round % 6, committed::get) < least) {
                            stale++;
                        }
                    }
                    return stale;
                }));
            }
            writer.get(1, TimeUnit.MINUTES);
            for (Future<Long> end : ends) {
                assertThat(end.get(1, TimeUnit.MINUTES)).isZero();
            }
        }
        assertThat(answers.get(0, committed::get)).isEqualTo(rounds);
    }
}
