package org.glossa.service.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Answers of the catalogue that are given again without asking it, until it changes. Of an answer that was read while something was
 * written nothing is kept. Bounded; thread-safe.
 */
public final class WhileUnchanged<K, V> {
    private final LongSupplier changes;
    private final Predicate<V> isKept;
    private final Map<K, V> kept;

    /** What the answers are of. Guarded by {@code kept}, as it is itself. */
    private long asOf;

    /** Asks the catalogue. */
    @FunctionalInterface
    public interface Question<V, X extends Exception> {
        V ask() throws X;
    }

    /**
     * @param changes a number that is another one after each change that an answer may depend on, before that is told to whoever made it
     * @param most answers kept, the one that was not asked for longest goes first
     * @param isKept which answers are worth it
     */
    public WhileUnchanged(LongSupplier changes, int most, Predicate<V> isKept) {
        this.changes = changes;
        this.isKept = isKept;
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** The answer that is known by this key, or that the question gives; two threads may ask the same one at once. */
    public <X extends Exception> V get(K key, Question<V, X> question) throws X {
        long before;
        synchronized (kept) {
            before = changes.getAsLong();
            if (asOf != before) {
                kept.clear();
                asOf = before;
            }
            V known = kept.get(key);
            if (known != null) {
                return known;
            }
        }
        V answer = question.ask();
        if (isKept.test(answer)) {
            synchronized (kept) {
                if (asOf == before) { // and if it changed meanwhile, the next one to ask sees so
                    kept.put(key, answer);
                }
            }
        }
        return answer;
    }
}
