package org.glossa.ann;

import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.Measurement;
import org.glossa.code.CodeItems;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.jspecify.annotations.Nullable;

/** What a group must say before an Annotation Group item (PS3.3 table C.37.1-2) can be made of it. */
final class GroupRequirements {
    private static final int SHORT_STRING = 16;
    private static final int LONG_STRING = 64;
    private static final int LONG_TEXT = 10240;

    private final AnnotationGroup group;
    private final int index;
    private final Problems problems;

    /** @param index of the group in its set, zero-based */
    GroupRequirements(AnnotationGroup group, int index, Problems problems) {
        this.group = group;
        this.index = index;
        this.problems = problems;
    }

    void check(CoordinateType coordinateType) {
        GroupDescription said = group.description();
        if (GroupLabel.of(said.label()).text().isEmpty()) {
            missing(Tag.AnnotationGroupLabel, "name the group");
        }
        if (said.generation() == GenerationType.UNSPECIFIED) {
            missing(Tag.AnnotationGroupGenerationType, "say whether the group is AUTOMATIC, SEMIAUTOMATIC or MANUAL");
        } else if (said.generation() != GenerationType.MANUAL
                && said.algorithms().isEmpty()) {
            missing(
                    Tag.AnnotationGroupAlgorithmIdentificationSequence,
                    "name the algorithm, or say that the group is MANUAL");
        }
        said.algorithms().forEach(this::check);
        check(Tag.AnnotationPropertyCategoryCodeSequence, said.category());
        check(Tag.AnnotationPropertyTypeCodeSequence, said.type());
        said.typeModifiers().forEach(code -> check(Tag.AnnotationPropertyTypeModifierCodeSequence, code));
        said.opticalPaths().forEach(path -> text(Tag.ReferencedOpticalPathIdentifier, path, SHORT_STRING));
        said.anatomy().regions().forEach(site -> check(Tag.AnatomicRegionSequence, site.site()));
        said.anatomy().primaryStructures().forEach(site -> check(Tag.PrimaryAnatomicStructureSequence, site.site()));
        for (Measurement measurement : group.measurements()) {
            check(Tag.ConceptNameCodeSequence, measurement.concept());
            check(Tag.MeasurementUnitsCodeSequence, measurement.unit());
        }
        checkOrdinates(coordinateType);
    }

    private void checkOrdinates(CoordinateType coordinateType) {
        int ordinates = group.coordinates().ordinates();
        boolean commonZ = !group.description().commonZ().isEmpty();
        int written = switch (coordinateType) {
            case TWO_D -> 2;
            case THREE_D -> commonZ ? 2 : 3;
        };
        if (ordinates != written) {
            problems.refuse(
                    "ORDINATES_OTHER",
                    Problems.at(index, Tag.PointCoordinatesData),
                    ordinates + " ordinates for a point",
                    written + ", for the coordinates are " + (coordinateType == CoordinateType.TWO_D ? "2D" : "3D")
                            + (commonZ ? " with a common z" : " without a common z"),
                    "give points of " + written + " ordinates");
        }
    }

    private void check(Algorithm algorithm) {
        required(Tag.AlgorithmName, algorithm.name(), LONG_STRING);
        required(Tag.AlgorithmVersion, algorithm.version(), LONG_STRING);
        text(Tag.AlgorithmSource, algorithm.source(), LONG_STRING);
        lengthOf(Tag.AlgorithmParameters, algorithm.parameters(), LONG_TEXT);
        @Nullable CodedConcept family = algorithm.family();
        if (family == null) {
            missing(Tag.AlgorithmFamilyCodeSequence, "say of which family the algorithm is");
        } else {
            check(Tag.AlgorithmFamilyCodeSequence, family);
        }
        CodedConcept name = algorithm.nameCode();
        if (name != null) {
            check(Tag.AlgorithmNameCodeSequence, name);
        }
    }

    private void check(int sequence, CodedConcept concept) {
        boolean hasScheme = !concept.scheme().isEmpty() || CodeItems.isUniformResource(concept);
        if (concept.value().isEmpty() || concept.meaning().isEmpty() || !hasScheme) {
            missing(sequence, "give a code with value, coding scheme and meaning");
            return;
        }
        text(Tag.CodeValue, concept.value(), Integer.MAX_VALUE);
        text(Tag.CodingSchemeDesignator, concept.scheme(), SHORT_STRING);
        text(Tag.CodingSchemeVersion, concept.schemeVersion(), SHORT_STRING);
        text(Tag.CodeMeaning, concept.meaning(), LONG_STRING);
    }

    private void required(int tag, String value, int characters) {
        if (value.isEmpty()) {
            missing(tag, "give it a value");
        }
        text(tag, value, characters);
    }

    private void missing(int tag, String remedy) {
        problems.refuse(
                "ATTRIBUTE_MISSING",
                Problems.at(index, tag),
                "nothing for " + RewriteChanges.name(tag) + " of the group \""
                        + group.description().label() + "\"",
                "a value",
                remedy);
    }

    private void text(int tag, String value, int characters) {
        if (value.indexOf('\\') >= 0) {
            problems.refuse(
                    "BACKSLASH_IN_VALUE",
                    Problems.at(index, tag),
                    "\"" + value + "\"",
                    "text without a backslash, which separates values",
                    "write another character");
        }
        lengthOf(tag, value, characters);
    }

    private void lengthOf(int tag, String value, int characters) {
        int length = value.codePointCount(0, value.length());
        if (length > characters) {
            problems.tell(Finding.error(
                    "VALUE_TOO_LONG",
                    Problems.at(index, tag),
                    length + " characters, written as they are",
                    "at most " + characters,
                    "shorten the text",
                    "PS3.5 6.2"));
        }
    }
}
