package org.glossa.mapping;

import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;

/** Stand-in until the mapping of the writer's branch is merged. */
public final class ClassMapping {
    private static final CodedConcept CATEGORY = new CodedConcept("91723000", "SCT", "Anatomical Structure");

    /** Whether the mapping knows a name. */
    public enum Match {
        MAPPED,
        UNMAPPED,
        ABSENT
    }

    /** Codes of a class. */
    public record ClassCodes(CodedConcept category, CodedConcept type, List<CodedConcept> modifiers, Match match) {}

    /** Codes of a measurement. */
    public record MeasurementCodes(CodedConcept concept, CodedConcept unit, Match match) {}

    /** How annotations came about. */
    public record Made(GenerationType generation, List<Algorithm> algorithms) {}

    private ClassMapping() {}

    public static ClassMapping standard() {
        return new ClassMapping();
    }

    public ClassCodes classOf(String className) {
        return new ClassCodes(
                CATEGORY, new CodedConcept(className, "99GLOSSA", className), List.of(), Match.UNMAPPED);
    }

    public ClassCodes withoutClass() {
        return new ClassCodes(
                CATEGORY, new CodedConcept("unclassified", "99GLOSSA", "Unclassified"), List.of(), Match.ABSENT);
    }

    public MeasurementCodes measurement(String name) {
        return new MeasurementCodes(
                new CodedConcept(name, "99GLOSSA", name), new CodedConcept("1", "UCUM", "no units"), Match.UNMAPPED);
    }

    public Made made(String objectType) {
        return new Made(GenerationType.MANUAL, List.of());
    }
}
