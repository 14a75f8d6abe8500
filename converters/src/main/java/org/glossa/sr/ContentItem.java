package org.glossa.sr;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.CodedConcept;
import org.glossa.code.CodeReader;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TagPath;
import org.glossa.finding.Place;
import org.jspecify.annotations.Nullable;

/**
 * An item of the content tree (PS3.3 C.17.3) as a view over its data set, with the way that leads to it. Children are parsed when they are
 * asked for and forgotten afterwards, so that a tree of any size costs what is looked at: keep what you get. Thread-safe.
 */
public final class ContentItem {
    /** Of a child that is a reference to an item elsewhere in the tree. */
    public static final int REFERENCED_CONTENT_ITEM_IDENTIFIER = 0x0040DB73;

    private static final CodedConcept UNNAMED = new CodedConcept("", "", "");

    private final Scope scope;

    private ContentItem(Scope scope) {
        this.scope = scope;
    }

    /** The root of a document. */
    public static ContentItem root(DataSet document) {
        return new ContentItem(Scope.root(document));
    }

    /** Its data set, and the way from the root of the document to it. */
    public Scope scope() {
        return scope;
    }

    public DataSet data() {
        return scope.data();
    }

    /** Value Type (0040,A040), null when there is none that the standard knows. */
    public @Nullable ValueType valueType() {
        return ValueType.of(scope.text(Tag.ValueType));
    }

    public boolean is(ValueType type) {
        return valueType() == type;
    }

    /** Relationship Type (0040,A010) to its parent, null when there is none that the standard knows, as at the root. */
    public @Nullable RelationshipType relationship() {
        return RelationshipType.of(scope.text(Tag.RelationshipType));
    }

    /** Concept Name Code Sequence (0040,A043); a concept without any text when there is none. */
    public CodedConcept name() {
        return concept(Tag.ConceptNameCodeSequence);
    }

    public boolean isNamed(CodedConcept concept) {
        return SrConcepts.is(name(), concept);
    }

    /** Concept Code Sequence (0040,A168) of a CODE; a concept without any text when there is none. */
    public CodedConcept code() {
        return concept(Tag.ConceptCodeSequence);
    }

    /** The first concept of a Code Sequence; one without any text when there is none. */
    public CodedConcept concept(int sequence) {
        List<DataSet> items = data().items(sequence);
        return items.isEmpty() ? UNNAMED : new CodeReader(new ArrayList<>()).concept(Scope.root(items.getFirst()));
    }

    /** Whether it is a reference to another item of the tree (PS3.3 C.17.3.2.5), which has neither value type nor name. */
    public boolean isReference() {
        return data().contains(REFERENCED_CONTENT_ITEM_IDENTIFIER);
    }

    /** Content Sequence (0040,A730), parsed at each access. */
    public List<ContentItem> children() {
        List<DataSet> items = data().items(Tag.ContentSequence);
        return new AbstractList<>() {
            @Override
            public ContentItem get(int child) {
                List<TagPath.Item> steps = new ArrayList<>(scope.steps());
                steps.add(new TagPath.Item(Tag.ContentSequence, child + 1L)); // zero-based to one-based
                return new ContentItem(new Scope(items.get(child), steps));
            }

            @Override
            public int size() {
                return items.size();
            }
        };
    }

    /** Where an element of the item is, or would be. */
    public Place.DataElement at(int tag) {
        return scope.at(tag);
    }

    /** {@code (0040,A730)[8]/(0040,A730)[1]}: the items from the root to this one, counted from 1; empty for the root. */
    public String path() {
        StringBuilder path = new StringBuilder();
        for (TagPath.Item step : scope.steps()) {
            path.append(path.isEmpty() ? "" : "/")
                    .append(Tag.name(step.sequence()))
                    .append('[')
                    .append(step.number())
                    .append(']');
        }
        return path.toString();
    }

    @Override
    public String toString() {
        return scope.text(Tag.ValueType) + " " + name().meaning() + " " + path();
    }
}
