package org.glossa.diff;

import java.util.Locale;
import java.util.stream.Collectors;
import org.glossa.diff.Difference.Example;

/** Differences as people read them. */
public final class DiffText {
    private DiffText() {}

    /** One line without its end, such as {@code 3 differences (coordinates 2, name 1) in 1000 annotations}. */
    public static String summary(Diff diff) {
        String compared =
                diff.annotationsCompared() + (diff.annotationsCompared() == 1 ? " annotation" : " annotations");
        if (diff.isEmpty()) {
            return "no differences in " + compared;
        }
        long count = diff.differences().stream().mapToLong(Difference::count).sum();
        return diff.differences().stream()
                .map(difference -> difference.attribute().word() + ' ' + difference.count())
                .collect(Collectors.joining(
                        ", ", count + (count == 1 ? " difference (" : " differences ("), ") in " + compared));
    }

    /** A line for each attribute, with its first places indented below it, then the remarks; then the summary. Lines end with \n. */
    public static String lines(Diff diff) {
        StringBuilder text = new StringBuilder();
        for (Difference difference : diff.differences()) {
            text.append(difference.attribute().word()).append(": ").append(difference.count());
            if (!Double.isNaN(difference.maxAbsError())) {
                text.append(String.format(Locale.ROOT, ", by at most %s", difference.maxAbsError()));
            }
            text.append('\n');
            for (Example example : difference.firstExamples()) {
                text.append("  ").append(line(example)).append('\n');
            }
            if (difference.count() > difference.firstExamples().size()) {
                text.append("  and ")
                        .append(difference.count() - difference.firstExamples().size())
                        .append(" more\n");
            }
        }
        for (String remark : diff.remarks()) {
            text.append(remark).append('\n');
        }
        return text.append(summary(diff)).append('\n').toString();
    }

    private static String line(Example example) {
        if (example.second().isEmpty()) {
            return "only in the first: " + example.first() + said(example.inFirst());
        }
        if (example.first().isEmpty()) {
            return "only in the second: " + example.second() + said(example.inSecond());
        }
        String place =
                example.first().equals(example.second()) ? example.first() : example.first() + " | " + example.second();
        return place + ": " + orNothing(example.inFirst()) + " | " + orNothing(example.inSecond());
    }

    private static String said(String value) {
        return value.isEmpty() ? "" : ": " + value;
    }

    private static String orNothing(String value) {
        return value.isEmpty() ? "nothing" : value;
    }
}
