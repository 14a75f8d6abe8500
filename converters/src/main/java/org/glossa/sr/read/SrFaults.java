package org.glossa.sr.read;

import java.util.List;
import org.glossa.annotation.CodedConcept;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.sr.ContentItem;
import org.glossa.sr.RelationshipType;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.ValueType;
import org.jspecify.annotations.Nullable;

/** What readers of a report tell of it, in one place so that each fault has one wording. Not thread-safe. */
final class SrFaults {
    private static final String TREE = "PS3.3 C.17.3";

    private final List<Finding> findings;

    SrFaults(List<Finding> findings) {
        this.findings = findings;
    }

    void warn(String code, ContentItem item, int tag, String got, String allowed, String remedy, String clause) {
        findings.add(Finding.warning(code, item.at(tag), got, allowed, remedy, clause));
    }

    void fault(String code, ContentItem item, int tag, String got, String allowed, String remedy, String clause) {
        findings.add(Finding.error(code, item.at(tag), got, allowed, remedy, clause));
    }

    /** Former SNOMED codes where SNOMED CT has successors. */
    void checkScheme(ContentItem item, int sequence, CodedConcept code) {
        if (SrConcepts.isRetired(code)) {
            warn(
                    "SRT_CODE",
                    item,
                    sequence,
                    code.value() + " of " + code.scheme() + " (\"" + code.meaning() + "\")",
                    "the code of SNOMED CT, scheme SCT",
                    "write SNOMED CT codes; the code is kept as it is",
                    "PS3.16 8.1");
        }
    }

    void checkRelationship(ContentItem item, RelationshipType expected) {
        if (item.relationship() != expected) {
            String got = item.scope().text(Tag.RelationshipType);
            warn(
                    "RELATIONSHIP_OTHER",
                    item,
                    Tag.RelationshipType,
                    got.isEmpty() ? "no relationship type" : got,
                    expected.term() + " for " + item.name().meaning(),
                    "write the relationship of the template; it is read as if it were right",
                    "PS3.16 TID 1500");
        }
    }

    /** The value type; null for a reference or an unknown one, which a finding tells. */
    @Nullable
    ValueType valueType(ContentItem item) throws MalformedInputException {
        ValueType type = item.valueType();
        if (type != null) {
            return type;
        }
        String term = item.scope().text(Tag.ValueType);
        if (item.isReference()) {
            warn(
                    "CONTENT_REFERENCE",
                    item,
                    ContentItem.REFERENCED_CONTENT_ITEM_IDENTIFIER,
                    "a reference to another content item",
                    "content items by value, as Comprehensive 3D SR demands",
                    "repeat the item in place of the reference; when the report is written again the reference may be wrong",
                    "PS3.3 A.35.13.3.1.2");
        } else if (term.isEmpty()) {
            throw refusal(
                    "VALUE_TYPE_MISSING",
                    item,
                    Tag.ValueType,
                    "no value type",
                    "a value type such as CONTAINER, NUM or SCOORD in every content item",
                    "write Value Type (0040,A040)",
                    TREE);
        } else {
            fault(
                    "VALUE_TYPE_UNKNOWN",
                    item,
                    Tag.ValueType,
                    "\"" + term + "\"",
                    "a value type of PS3.3 table C.17.3-7",
                    "write a value type of the standard; the item is kept as it is",
                    TREE);
        }
        return null;
    }

    static MalformedInputException refusal(
            String code, ContentItem item, int tag, String got, String allowed, String remedy, String clause) {
        return new MalformedInputException(Finding.error(code, item.at(tag), got, allowed, remedy, clause));
    }
}
