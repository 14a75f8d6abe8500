package org.glossa.service.upkeep;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.glossa.finding.Finding;

/** Compares a row of the catalogue with what the original says, member for member. */
final class RowCheck {
    private static final int SHOWN = 80;

    private RowCheck() {}

    /**
     * @param original file that the place names
     * @param row what it is a row of
     * @param leaveOut members that an original does not decide
     */
    static List<Finding> differences(String original, String row, Record found, Record expected, Set<String> leaveOut) {
        List<Finding> differences = new ArrayList<>();
        for (RecordComponent member : expected.getClass().getRecordComponents()) {
            Object got = value(member, found);
            Object said = value(member, expected);
            if (!leaveOut.contains(member.getName()) && !same(got, said)) {
                differences.add(Problems.differs(
                        original,
                        row,
                        member.getName() + " " + shown(got),
                        member.getName() + " " + shown(said) + ", as the original says"));
            }
        }
        return differences;
    }

    private static boolean same(Object got, Object said) {
        // A database may not tell the zeros apart.
        return Objects.equals(got, said)
                || got instanceof Double one && said instanceof Double other && one + 0.0 == other + 0.0;
    }

    private static Object value(RecordComponent member, Record row) {
        try {
            Object value = member.getAccessor().invoke(row);
            return value == null ? "" : value;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("accessors of public records are public", impossible);
        }
    }

    private static String shown(Object value) {
        String text = "\"" + value + "\"";
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
