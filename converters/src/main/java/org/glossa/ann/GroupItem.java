package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ZPlanes;
import org.glossa.code.CodeItems;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;

/** What an Annotation Group item (PS3.3 table C.37.1-2) says of all its annotations; its identity and its columns come from others. */
public final class GroupItem {
    private GroupItem() {}

    /** Number, UID and label included, as {@link GroupDescriptionReader#read} reads it: to carry a description in another language. */
    public static DataSet whole(AnnotationGroup group) {
        GroupDescription said = group.description();
        // whatever the space is: a description in 2D has no z to say, and what is not stated stays so
        DataSet.Builder item = DataSet.builder();
        for (Element element : of(group, CoordinateType.THREE_D)) {
            if (element.tag() != Tag.AnnotationAppliesToAllZPlanes || said.zPlanes() != ZPlanes.UNSTATED) {
                item.verbatim(element);
            }
        }
        item.integers(Tag.AnnotationGroupNumber, said.number())
                .string(Tag.AnnotationGroupUID, said.uid())
                .bytes(
                        Tag.AnnotationGroupLabel,
                        Vr.LO,
                        MemorySegment.ofArray(said.label().getBytes(StandardCharsets.UTF_8)));
        if (!GroupLabel.of(said.label()).isWhole()) {
            new GlossaBlock.Builder(item).json(GlossaBlock.LABEL, said.label());
        }
        return item.build();
    }

    static DataSet of(AnnotationGroup group, CoordinateType coordinateType) {
        GroupDescription said = group.description();
        DataSet.Builder item = DataSet.builder()
                .string(Tag.AnnotationGroupGenerationType, said.generation().name())
                .sequence(Tag.AnnotationPropertyCategoryCodeSequence, CodeItems.of(said.category()))
                .sequence(Tag.AnnotationPropertyTypeCodeSequence, type(said))
                .string(Tag.GraphicType, group.graphicType().name());
        if (!said.description().isEmpty()) {
            item.string(Tag.AnnotationGroupDescription, said.description());
        }
        if (!said.algorithms().isEmpty()) {
            item.sequence(
                    Tag.AnnotationGroupAlgorithmIdentificationSequence,
                    said.algorithms().stream().map(GroupItem::algorithm).toList());
        }
        addScope(item, said, coordinateType);
        CieLab colour = said.colour();
        if (colour != null) {
            item.integers(Tag.RecommendedDisplayCIELabValue, colour.lightness(), colour.a(), colour.b());
        }
        addSites(item, said.anatomy().regions(), Tag.AnatomicRegionSequence, Tag.AnatomicRegionModifierSequence);
        addSites(
                item,
                said.anatomy().primaryStructures(),
                Tag.PrimaryAnatomicStructureSequence,
                Tag.PrimaryAnatomicStructureModifierSequence);
        return item.build();
    }

    private static void addScope(DataSet.Builder item, GroupDescription said, CoordinateType coordinateType) {
        boolean everyPath = said.opticalPaths().isEmpty();
        item.string(Tag.AnnotationAppliesToAllOpticalPaths, everyPath ? "YES" : "NO");
        if (!everyPath) {
            item.strings(Tag.ReferencedOpticalPathIdentifier, said.opticalPaths());
        }
        switch (coordinateType) {
            case TWO_D -> {
                // both attributes must not be present
            }
            case THREE_D -> {
                item.string(
                        Tag.AnnotationAppliesToAllZPlanes,
                        switch (said.zPlanes()) {
                            case ALL -> "YES";
                            case OWN, UNSTATED -> "NO";
                        });
                if (!said.commonZ().isEmpty()) {
                    item.doubles(
                            Tag.CommonZCoordinateValue,
                            said.commonZ().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray());
                }
            }
        }
    }

    private static DataSet type(GroupDescription said) {
        DataSet type = CodeItems.of(said.type());
        if (said.typeModifiers().isEmpty()) {
            return type;
        }
        return DataSet.builder()
                .all(type)
                .sequence(Tag.AnnotationPropertyTypeModifierCodeSequence, CodeItems.of(said.typeModifiers()))
                .build();
    }

    private static DataSet algorithm(Algorithm algorithm) {
        DataSet.Builder item = DataSet.builder()
                .string(Tag.AlgorithmName, algorithm.name())
                .string(Tag.AlgorithmVersion, algorithm.version());
        CodedConcept family = algorithm.family();
        if (family != null) {
            item.sequence(Tag.AlgorithmFamilyCodeSequence, CodeItems.of(family));
        }
        CodedConcept name = algorithm.nameCode();
        if (name != null) {
            item.sequence(Tag.AlgorithmNameCodeSequence, CodeItems.of(name));
        }
        if (!algorithm.parameters().isEmpty()) {
            item.string(Tag.AlgorithmParameters, algorithm.parameters());
        }
        if (!algorithm.source().isEmpty()) {
            item.string(Tag.AlgorithmSource, algorithm.source());
        }
        return item.build();
    }

    private static void addSites(DataSet.Builder item, List<AnatomicSite> sites, int sequence, int modifierSequence) {
        if (sites.isEmpty()) {
            return;
        }
        List<DataSet> items = new ArrayList<>();
        for (AnatomicSite site : sites) {
            DataSet.Builder code = DataSet.builder().all(CodeItems.of(site.site()));
            if (!site.modifiers().isEmpty()) {
                code.sequence(modifierSequence, CodeItems.of(site.modifiers()));
            }
            items.add(code.build());
        }
        item.sequence(sequence, items);
    }
}
