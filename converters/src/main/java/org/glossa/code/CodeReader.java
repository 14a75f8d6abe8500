package org.glossa.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glossa.annotation.CodedConcept;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;

/** Code Sequence items (PS3.3 8.8) to concepts. */
public final class CodeReader {
    private static final CodedConcept NONE = new CodedConcept("", "", "");
    private static final String CLAUSE = "PS3.3 8.8";

    private final List<Finding> findings;

    public CodeReader(List<Finding> findings) {
        this.findings = findings;
    }

    /** The first item's concept; one without any text, and a finding, when there is no item. */
    public CodedConcept required(Scope scope, int sequence) {
        List<CodedConcept> concepts = all(scope, sequence);
        if (concepts.isEmpty()) {
            findings.add(Finding.error(
                    "ATTRIBUTE_MISSING",
                    scope.at(sequence),
                    "no item",
                    "one item with a code",
                    "write the code sequence",
                    "PS3.3 C.37.1.2"));
            return NONE;
        }
        if (concepts.size() > 1) {
            findings.add(Finding.error(
                    "CODE_NOT_SINGLE",
                    scope.at(sequence),
                    concepts.size() + " items",
                    "one item",
                    "write one code; the first is used",
                    CLAUSE));
        }
        return concepts.getFirst();
    }

    public Optional<CodedConcept> optional(Scope scope, int sequence) {
        return all(scope, sequence).stream().findFirst();
    }

    public List<CodedConcept> all(Scope scope, int sequence) {
        List<CodedConcept> concepts = new ArrayList<>();
        for (Scope item : scope.items(sequence)) {
            concepts.add(concept(item));
        }
        return concepts;
    }

    /** The concept of a code item. */
    public CodedConcept concept(Scope item) {
        String urn = item.text(Tag.URNCodeValue);
        String value = item.data()
                .string(Tag.CodeValue)
                .or(() -> item.data().string(Tag.LongCodeValue))
                .orElse(urn);
        CodedConcept concept = new CodedConcept(
                value,
                item.text(Tag.CodingSchemeDesignator),
                item.text(Tag.CodingSchemeVersion),
                item.text(Tag.CodeMeaning));
        if (value.isEmpty()) {
            missing(item, Tag.CodeValue, "write Code Value, Long Code Value or URN Code Value");
        }
        if (concept.scheme().isEmpty() && urn.isEmpty()) {
            missing(item, Tag.CodingSchemeDesignator, "name the coding scheme");
        }
        if (concept.meaning().isEmpty()) {
            missing(item, Tag.CodeMeaning, "write the meaning in words");
        }
        KnownMeanings.correctionOf(concept)
                .ifPresent(right -> findings.add(Finding.warning(
                        "CODE_MEANING_MISSPELT",
                        item.at(Tag.CodeMeaning),
                        "\"" + concept.meaning() + "\" for " + concept.value() + " " + concept.scheme(),
                        "\"" + right + "\"",
                        "write the meaning as the coding scheme spells it",
                        CLAUSE)));
        return concept;
    }

    private void missing(Scope item, int tag, String remedy) {
        findings.add(Finding.error("ATTRIBUTE_MISSING", item.at(tag), "no value", "a value", remedy, CLAUSE));
    }
}
