package org.glossa.diff;

import java.util.List;
import org.glossa.ledger.Attribute;

/**
 * All that two sets differ in of one attribute.
 *
 * @param count how many annotations, objects or groups
 * @param firstExamples the first few of them
 * @param maxAbsError largest difference of two finite numbers, in the unit of the first set's coordinates or of the measurement; NaN when
 *     no numbers were compared
 */
public record Difference(Attribute attribute, long count, List<Example> firstExamples, double maxAbsError) {
    public Difference {
        firstExamples = List.copyOf(firstExamples);
    }

    /**
     * One of them.
     *
     * @param first where in the first set, such as {@code group 2 "Tumor", annotation 17}; empty when it is not there
     * @param second likewise in the second set
     * @param inFirst what the first set says there; empty for nothing
     * @param inSecond what the second set says there; empty for nothing
     * @param object of the first set, zero-based; {@link #NO_OBJECT} for what is said of groups or sets, or is not in the first
     */
    public record Example(String first, String second, String inFirst, String inSecond, long object) {
        public static final long NO_OBJECT = -1;

        /** Of no object of the first set. */
        public Example(String first, String second, String inFirst, String inSecond) {
            this(first, second, inFirst, inSecond, NO_OBJECT);
        }
    }
}
