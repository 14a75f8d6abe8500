package org.glossa.annotation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an Annotation Group item (006A,0002) says of all its annotations, PS3.3 C.37.1.2.
 *
 * @param number AnnotationGroupNumber, one-based as written
 * @param uid AnnotationGroupUID
 * @param label AnnotationGroupLabel
 * @param description AnnotationGroupDescription; empty when absent
 * @param generation how the group came about
 * @param algorithms empty for MANUAL
 * @param category AnnotationPropertyCategoryCodeSequence
 * @param type AnnotationPropertyTypeCodeSequence
 * @param typeModifiers AnnotationPropertyTypeModifierCodeSequence of the type
 * @param opticalPaths ReferencedOpticalPathIdentifier; empty when the group applies to all optical paths
 * @param commonZ CommonZCoordinateValue in mm; empty when absent
 * @param colour RecommendedDisplayCIELabValue, null when absent
 * @param zPlanes AnnotationAppliesToAllZPlanes
 * @param anatomy AnatomicRegionSequence and PrimaryAnatomicStructureSequence of the group
 * @param extras what no other component says
 */
public record GroupDescription(
        int number,
        String uid,
        String label,
        String description,
        GenerationType generation,
        List<Algorithm> algorithms,
        CodedConcept category,
        CodedConcept type,
        List<CodedConcept> typeModifiers,
        List<String> opticalPaths,
        List<Double> commonZ,
        @Nullable CieLab colour,
        ZPlanes zPlanes,
        Anatomy anatomy,
        GroupExtras extras) {
    public GroupDescription {
        algorithms = List.copyOf(algorithms);
        typeModifiers = List.copyOf(typeModifiers);
        opticalPaths = List.copyOf(opticalPaths);
        commonZ = List.copyOf(commonZ);
    }

    /** A group that says nothing more. */
    public GroupDescription(
            int number,
            String uid,
            String label,
            String description,
            GenerationType generation,
            List<Algorithm> algorithms,
            CodedConcept category,
            CodedConcept type,
            List<CodedConcept> typeModifiers,
            List<String> opticalPaths,
            List<Double> commonZ,
            @Nullable CieLab colour,
            ZPlanes zPlanes,
            Anatomy anatomy) {
        this(
                number,
                uid,
                label,
                description,
                generation,
                algorithms,
                category,
                type,
                typeModifiers,
                opticalPaths,
                commonZ,
                colour,
                zPlanes,
                anatomy,
                GroupExtras.NONE);
    }

    /** What another says, but for what the others of these say. */
    private GroupDescription(
            GroupDescription said,
            int number,
            String uid,
            String label,
            GenerationType generation,
            List<Algorithm> algorithms,
            CodedConcept category,
            CodedConcept type,
            List<Double> commonZ,
            GroupExtras extras) {
        this(
                number,
                uid,
                label,
                said.description,
                generation,
                algorithms,
                category,
                type,
                said.typeModifiers,
                said.opticalPaths,
                commonZ,
                said.colour,
                said.zPlanes,
                said.anatomy,
                extras);
    }

    /** The same with one z for all its points. */
    public GroupDescription withCommonZ(double zMm) {
        return new GroupDescription(
                this, number, uid, label, generation, algorithms, category, type, List.of(zMm), extras);
    }

    /** The same with other extras. */
    public GroupDescription with(GroupExtras others) {
        return new GroupDescription(this, number, uid, label, generation, algorithms, category, type, commonZ, others);
    }

    /** The same under another identity. */
    public GroupDescription named(int number, String uid, String label) {
        return new GroupDescription(this, number, uid, label, generation, algorithms, category, type, commonZ, extras);
    }

    /** The same of another class, and made in another way. */
    public GroupDescription with(
            GenerationType generation, List<Algorithm> algorithms, CodedConcept category, CodedConcept type) {
        return new GroupDescription(this, number, uid, label, generation, algorithms, category, type, commonZ, extras);
    }
}
