package org.glossa.sr.write;

import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GroupDescription;
import org.glossa.dicom.DataSet;
import org.glossa.sr.SrConcepts;

/**
 * What the description of a group says of each of its objects, as content items.
 *
 * @param category of none or one item, likewise the finding
 * @param sites Finding Site of each anatomic region
 * @param eachAlgorithm rows of TID 4019, for each of the algorithms
 */
record Descriptions(
        List<DataSet> category, List<DataSet> finding, List<DataSet> sites, List<List<DataSet>> eachAlgorithm) {
    static Descriptions of(GroupDescription said, ItemMaker items) {
        return new Descriptions(
                coded(SrConcepts.FINDING_CATEGORY, said.category(), List.of(), items),
                coded(SrConcepts.FINDING, said.type(), modifiers(said.typeModifiers(), items), items),
                sites(said.anatomy().regions(), items),
                said.algorithms().stream().map(one -> algorithm(one, items)).toList());
    }

    List<DataSet> algorithms() {
        return algorithmsBut(0);
    }

    /** @param last how many of the last are said elsewhere */
    List<DataSet> algorithmsBut(long last) {
        return eachAlgorithm.stream()
                .limit(Math.max(0, eachAlgorithm.size() - last))
                .flatMap(List::stream)
                .toList();
    }

    private static List<DataSet> coded(CodedConcept name, CodedConcept value, List<DataSet> children, ItemMaker items) {
        return isSaid(value) ? List.of(items.code(ItemMaker.CONTAINS, name, value, children)) : List.of();
    }

    static boolean isSaid(CodedConcept concept) {
        return !concept.value().isEmpty();
    }

    private static List<DataSet> modifiers(List<CodedConcept> modifiers, ItemMaker items) {
        return modifiers.stream()
                .map(modifier -> items.code(
                        ItemMaker.HAS_CONCEPT_MOD,
                        SrConcepts.isLaterality(modifier) ? SrConcepts.LATERALITY : SrConcepts.TOPOGRAPHICAL_MODIFIER,
                        modifier))
                .toList();
    }

    private static List<DataSet> sites(List<AnatomicSite> sites, ItemMaker items) {
        return sites.stream()
                .map(site -> items.code(
                        ItemMaker.HAS_CONCEPT_MOD,
                        SrConcepts.FINDING_SITE,
                        site.site(),
                        modifiers(site.modifiers(), items)))
                .toList();
    }

    private static List<DataSet> algorithm(Algorithm algorithm, ItemMaker items) {
        List<DataSet> rows = new ArrayList<>();
        addText(rows, SrConcepts.ALGORITHM_NAME, algorithm.name(), items);
        addText(rows, SrConcepts.ALGORITHM_VERSION, algorithm.version(), items);
        addText(rows, SrConcepts.ALGORITHM_MANUFACTURER, algorithm.source(), items);
        addText(rows, SrConcepts.ALGORITHM_PARAMETERS, algorithm.parameters(), items);
        CodedConcept family = algorithm.family();
        if (family != null && isSaid(family)) {
            rows.add(items.code(ItemMaker.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_FAMILY, family));
        }
        return rows;
    }

    private static void addText(List<DataSet> rows, CodedConcept name, String text, ItemMaker items) {
        if (!text.isEmpty()) {
            rows.add(items.text(ItemMaker.HAS_CONCEPT_MOD, name, text));
        }
    }
}
