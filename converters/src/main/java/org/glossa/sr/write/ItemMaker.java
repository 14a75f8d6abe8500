package org.glossa.sr.write;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.code.CodeItems;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.jspecify.annotations.Nullable;

/** Makes content items (PS3.3 C.17.3). What is equal in many items is one object in memory. Not thread-safe. */
final class ItemMaker {
    static final String CONTAINS = "CONTAINS";
    static final String HAS_OBS_CONTEXT = "HAS OBS CONTEXT";
    static final String HAS_CONCEPT_MOD = "HAS CONCEPT MOD";
    static final String HAS_ACQ_CONTEXT = "HAS ACQ CONTEXT";
    static final String SELECTED_FROM = "SELECTED FROM";

    private final Map<CodedConcept, DataSet> codes = new HashMap<>();
    private final Map<CodedConcept, Element> names = new HashMap<>();
    private final Map<CodedConcept, Element> values = new HashMap<>();
    private final Map<String, Element> relationships = new HashMap<>();
    private final Map<String, Element> valueTypes = new HashMap<>();
    private final SortedSet<String> privateSchemes = new TreeSet<>();

    /** A Code Sequence item. */
    DataSet code(CodedConcept concept) {
        return codes.computeIfAbsent(concept, one -> {
            if (one.scheme().startsWith("99")) {
                privateSchemes.add(one.scheme());
            }
            return CodeItems.of(one);
        });
    }

    /** Designators with 99 in front that codes were made of so far. */
    List<String> privateSchemes() {
        return List.copyOf(privateSchemes);
    }

    /** @param name null for an item without concept name */
    DataSet.Builder item(String relationship, String valueType, @Nullable CodedConcept name) {
        DataSet.Builder item = DataSet.builder()
                .verbatim(relationships.computeIfAbsent(relationship, one -> string(Tag.RelationshipType, one)))
                .verbatim(valueTypes.computeIfAbsent(valueType, one -> string(Tag.ValueType, one)));
        if (name != null) {
            item.verbatim(names.computeIfAbsent(name, one -> sequence(Tag.ConceptNameCodeSequence, code(one))));
        }
        return item;
    }

    DataSet text(String relationship, CodedConcept name, String text) {
        return item(relationship, "TEXT", name).string(Tag.TextValue, text).build();
    }

    DataSet uid(String relationship, CodedConcept name, String uid) {
        return item(relationship, "UIDREF", name).string(Tag.UID, uid).build();
    }

    DataSet code(String relationship, CodedConcept name, CodedConcept value, List<DataSet> children) {
        DataSet.Builder item = item(relationship, "CODE", name)
                .verbatim(values.computeIfAbsent(value, one -> sequence(Tag.ConceptCodeSequence, code(one))));
        return withChildren(item, children).build();
    }

    DataSet code(String relationship, CodedConcept name, CodedConcept value) {
        return code(relationship, name, value, List.of());
    }

    DataSet container(String relationship, CodedConcept name, String template, List<DataSet> children) {
        DataSet.Builder item = item(relationship, "CONTAINER", name).string(Tag.ContinuityOfContent, "SEPARATE");
        if (!template.isEmpty()) {
            item.sequence(Tag.ContentTemplateSequence, template(template));
        }
        return withChildren(item, children).build();
    }

    /** An item of Content Template Sequence (0040,A504). */
    static DataSet template(String identifier) {
        return DataSet.builder()
                .string(Tag.MappingResource, "DCMR")
                .string(Tag.TemplateIdentifier, identifier)
                .build();
    }

    static DataSet.Builder withChildren(DataSet.Builder item, List<DataSet> children) {
        return children.isEmpty() ? item : item.sequence(Tag.ContentSequence, children);
    }

    private static Element string(int tag, String value) {
        return only(tag, DataSet.builder().string(tag, value).build());
    }

    private static Element sequence(int tag, DataSet item) {
        return only(tag, DataSet.builder().sequence(tag, item).build());
    }

    private static Element only(int tag, DataSet made) {
        Element element = made.get(tag);
        if (element == null) {
            throw new IllegalStateException("Built without " + Tag.name(tag));
        }
        return element;
    }
}
