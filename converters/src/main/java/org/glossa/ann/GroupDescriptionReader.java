package org.glossa.ann;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ZPlanes;
import org.glossa.code.CodeReader;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.jspecify.annotations.Nullable;

/** What an item of Annotation Group Sequence says of all its annotations, PS3.3 table C.37.1-2. */
public final class GroupDescriptionReader {
    private static final String CLAUSE = "PS3.3 C.37.1.2";
    private static final int LABEL_CHARACTERS = 64;

    private final Scope group;
    private final int position;
    private final List<Finding> findings;
    private final CodeReader codes;

    /** @param position of the item in its sequence, one-based */
    GroupDescriptionReader(Scope group, int position, List<Finding> findings) {
        this.group = group;
        this.position = position;
        this.findings = findings;
        this.codes = new CodeReader(findings);
    }

    /** What {@link GroupItem#whole} wrote, without a look at what only one coordinate type may have. */
    public static GroupDescription read(DataSet item) {
        GroupDescription said = new GroupDescriptionReader(Scope.root(item), 1, new ArrayList<>()).description();
        return GlossaBlock.of(item)
                .flatMap(GlossaBlock::label)
                .map(label -> said.named(said.number(), said.uid(), label))
                .orElse(said);
    }

    GroupDescription checked(CoordinateType coordinateType) {
        checkPresence(coordinateType);
        return description();
    }

    private GroupDescription description() {
        GenerationType generation = generation();
        List<Algorithm> algorithms = algorithms();
        if (algorithms.isEmpty()
                && (generation == GenerationType.AUTOMATIC || generation == GenerationType.SEMIAUTOMATIC)) {
            findings.add(Finding.error(
                    "ALGORITHM_MISSING",
                    group.at(Tag.AnnotationGroupAlgorithmIdentificationSequence),
                    "no algorithm for a group that is " + generation,
                    "an algorithm unless the group is MANUAL",
                    "name the algorithm and its version",
                    CLAUSE));
        }
        return new GroupDescription(
                GroupNumbers.stated(group, position),
                group.text(Tag.AnnotationGroupUID),
                label(),
                group.text(Tag.AnnotationGroupDescription),
                generation,
                algorithms,
                codes.required(group, Tag.AnnotationPropertyCategoryCodeSequence),
                codes.required(group, Tag.AnnotationPropertyTypeCodeSequence),
                modifiers(),
                group.data().strings(Tag.ReferencedOpticalPathIdentifier),
                commonZ(),
                colour(),
                zPlanes(),
                new Anatomy(
                        sites(Tag.AnatomicRegionSequence, Tag.AnatomicRegionModifierSequence),
                        sites(Tag.PrimaryAnatomicStructureSequence, Tag.PrimaryAnatomicStructureModifierSequence)));
    }

    private void checkPresence(CoordinateType coordinateType) {
        RequiredAttributes.ofGroup(group, findings);
        if (group.text(Tag.AnnotationAppliesToAllOpticalPaths).equals("NO")
                && group.data().strings(Tag.ReferencedOpticalPathIdentifier).isEmpty()) {
            RequiredAttributes.missing(group, Tag.ReferencedOpticalPathIdentifier, findings);
        }
        boolean allZPlanes = group.data().contains(Tag.AnnotationAppliesToAllZPlanes);
        switch (coordinateType) {
            case TWO_D -> {
                forbidIn2D(Tag.AnnotationAppliesToAllZPlanes, "ALL_Z_PLANES_IN_2D");
                forbidIn2D(Tag.CommonZCoordinateValue, "COMMON_Z_IN_2D");
            }
            case THREE_D -> {
                if (!allZPlanes) {
                    RequiredAttributes.missing(group, Tag.AnnotationAppliesToAllZPlanes, findings);
                }
            }
        }
    }

    private void forbidIn2D(int tag, String code) {
        if (group.data().contains(tag)) {
            findings.add(Finding.error(
                    code,
                    group.at(tag),
                    "present although Annotation Coordinate Type (006A,0001) is 2D",
                    "present in 3D only",
                    "leave the attribute out",
                    CLAUSE));
        }
    }

    private String label() {
        String label = group.text(Tag.AnnotationGroupLabel);
        int characters = label.codePointCount(0, label.length());
        if (characters > LABEL_CHARACTERS) {
            findings.add(Finding.error(
                    "LABEL_TOO_LONG",
                    group.at(Tag.AnnotationGroupLabel),
                    characters + " characters",
                    "at most " + LABEL_CHARACTERS,
                    "shorten the label; Annotation Group Description (006A,0006) has room for more",
                    "PS3.5 6.2"));
        }
        return label;
    }

    private GenerationType generation() {
        String text = group.text(Tag.AnnotationGroupGenerationType);
        switch (text) {
            case "AUTOMATIC" -> {
                return GenerationType.AUTOMATIC;
            }
            case "SEMIAUTOMATIC" -> {
                return GenerationType.SEMIAUTOMATIC;
            }
            case "MANUAL" -> {
                return GenerationType.MANUAL;
            }
            default -> {
                if (!text.isEmpty()) {
                    findings.add(Finding.error(
                            "GENERATION_TYPE_UNKNOWN",
                            group.at(Tag.AnnotationGroupGenerationType),
                            "\"" + text + "\"",
                            "AUTOMATIC, SEMIAUTOMATIC or MANUAL",
                            "say how the group came about",
                            CLAUSE));
                }
                return GenerationType.UNSPECIFIED;
            }
        }
    }

    private List<Algorithm> algorithms() {
        List<Algorithm> algorithms = new ArrayList<>();
        for (Scope item : group.items(Tag.AnnotationGroupAlgorithmIdentificationSequence)) {
            RequiredAttributes.ofAlgorithm(item, findings);
            algorithms.add(new Algorithm(
                    item.text(Tag.AlgorithmName),
                    item.text(Tag.AlgorithmVersion),
                    codes.optional(item, Tag.AlgorithmFamilyCodeSequence).orElse(null),
                    item.text(Tag.AlgorithmParameters),
                    item.text(Tag.AlgorithmSource),
                    codes.optional(item, Tag.AlgorithmNameCodeSequence).orElse(null)));
        }
        return algorithms;
    }

    private List<CodedConcept> modifiers() {
        return group.firstItem(Tag.AnnotationPropertyTypeCodeSequence)
                .map(type -> codes.all(type, Tag.AnnotationPropertyTypeModifierCodeSequence))
                .orElse(List.of());
    }

    private ZPlanes zPlanes() {
        return switch (group.text(Tag.AnnotationAppliesToAllZPlanes)) {
            case "YES" -> ZPlanes.ALL;
            case "NO" -> ZPlanes.OWN;
            default -> ZPlanes.UNSTATED;
        };
    }

    private List<AnatomicSite> sites(int sequence, int modifierSequence) {
        List<AnatomicSite> sites = new ArrayList<>();
        for (Scope item : group.items(sequence)) {
            sites.add(new AnatomicSite(codes.concept(item), codes.all(item, modifierSequence)));
        }
        return sites;
    }

    private List<Double> commonZ() {
        return Arrays.stream(group.data().decimals(Tag.CommonZCoordinateValue))
                .boxed()
                .toList();
    }

    private @Nullable CieLab colour() {
        double[] values = group.data().decimals(Tag.RecommendedDisplayCIELabValue);
        if (values.length == 0) {
            return null;
        }
        if (values.length != 3 || !Arrays.stream(values).allMatch(value -> value >= 0 && value <= 0xFFFF)) {
            findings.add(Finding.error(
                    "COLOUR_INVALID",
                    group.at(Tag.RecommendedDisplayCIELabValue),
                    Arrays.toString(values),
                    "three values of 0 to 65535: L*, a*, b*",
                    "write the colour so or leave the attribute out; it is not used",
                    "PS3.3 C.10.7.1.1"));
            return null;
        }
        return new CieLab((int) values[0], (int) values[1], (int) values[2]);
    }
}
