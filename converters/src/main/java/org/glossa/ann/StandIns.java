package org.glossa.ann;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GroupDescription;
import org.glossa.dicom.DataSet;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.mapping.ClassCodes;
import org.glossa.mapping.ClassMapping;

/** What stands in Annotation Groups where PS3.3 table C.37.1-2 asks for a value and a set of another language states none. */
final class StandIns {
    private static final CodedConcept NONE = new CodedConcept("", "", "");
    private static final ClassCodes WITHOUT_CLASS = ClassMapping.standard().withoutClass();

    private StandIns() {}

    /**
     * The description with stand-ins, the same object when nothing is missing.
     *
     * @param index of the group in its set, zero-based
     * @param places of annotations in the source
     * @param losses gets a note for each annotation of the group
     */
    static GroupDescription complete(
            GroupDescription said, AnnotationGroup group, int index, SourcePlaces places, Losses losses) {
        GenerationType generation = generation(said);
        List<Algorithm> algorithms = algorithms(said, generation);
        CodedConcept category = said.category().equals(NONE) ? WITHOUT_CLASS.category() : said.category();
        CodedConcept type = said.type().equals(NONE) ? WITHOUT_CLASS.type() : said.type();
        boolean sameGeneration = generation == said.generation();
        boolean sameAlgorithms = algorithms.equals(said.algorithms());
        boolean sameClass = category.equals(said.category()) && type.equals(said.type());
        if (sameGeneration && sameAlgorithms && sameClass) {
            return said;
        }
        Set<LedgerCode> codes = EnumSet.noneOf(LedgerCode.class);
        if (!sameGeneration) {
            codes.add(LedgerCode.GENERATION_UNSTATED);
        }
        if (!sameAlgorithms) {
            codes.add(LedgerCode.ALGORITHM_UNSTATED);
        }
        if (!sameClass) {
            codes.add(LedgerCode.CLASS_ABSENT);
        }
        codes.forEach(code -> note(code, group, index, places, losses));
        return said.with(generation, algorithms, category, type);
    }

    /** What was stated instead of what is seen. */
    static GroupDescription restored(GroupDescription seen, DataSet stated) {
        GroupDescription said = GroupDescriptionReader.read(stated);
        return seen.with(said.generation(), said.algorithms(), said.category(), said.type());
    }

    private static void note(LedgerCode code, AnnotationGroup group, int index, SourcePlaces places, Losses losses) {
        if (group.annotationCount() == 0) {
            losses.note(code, Carriage.RESTORABLE, () -> places.ofGroup(index));
        }
        for (long i = 0; i < group.annotationCount(); i++) {
            long annotation = i;
            losses.note(code, Carriage.RESTORABLE, () -> places.ofAnnotation(index, annotation));
        }
    }

    /** A named algorithm says that a program took part. */
    private static GenerationType generation(GroupDescription said) {
        if (said.generation() != GenerationType.UNSPECIFIED) {
            return said.generation();
        }
        return said.algorithms().isEmpty() ? GenerationType.MANUAL : GenerationType.AUTOMATIC;
    }

    private static List<Algorithm> algorithms(GroupDescription said, GenerationType generation) {
        return switch (generation) {
            case AUTOMATIC, SEMIAUTOMATIC ->
                said.algorithms().isEmpty()
                        ? List.of(ClassMapping.UNSTATED_ALGORITHM)
                        : said.algorithms().stream().map(StandIns::complete).toList();
            case MANUAL, UNSPECIFIED ->
                said.algorithms().stream().map(StandIns::complete).toList();
        };
    }

    /** Name, version and family are of type 1 (PS3.3 table 10-19). */
    private static Algorithm complete(Algorithm algorithm) {
        Algorithm unstated = ClassMapping.UNSTATED_ALGORITHM;
        return new Algorithm(
                algorithm.name().isEmpty() ? unstated.name() : algorithm.name(),
                algorithm.version().isEmpty() ? unstated.version() : algorithm.version(),
                Objects.requireNonNullElse(algorithm.family(), unstated.family()),
                algorithm.parameters(),
                algorithm.source(),
                algorithm.nameCode());
    }
}
