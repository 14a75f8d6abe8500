package org.glossa.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glossa.finding.Place;

/**
 * A data set, or an item of one, with the way that leads to it: what a finding needs to say where it was met.
 *
 * @param steps from the root to this item
 */
public record Scope(DataSet data, List<TagPath.Item> steps) {
    public Scope {
        steps = List.copyOf(steps);
    }

    public static Scope root(DataSet data) {
        return new Scope(data, List.of());
    }

    /** The items of a sequence, empty when it is absent. */
    public List<Scope> items(int sequence) {
        List<DataSet> items = data.items(sequence);
        List<Scope> scopes = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            List<TagPath.Item> way = new ArrayList<>(steps);
            way.add(new TagPath.Item(sequence, i + 1L)); // zero-based to one-based
            scopes.add(new Scope(items.get(i), way));
        }
        return scopes;
    }

    public Optional<Scope> firstItem(int sequence) {
        return items(sequence).stream().findFirst();
    }

    /** The first value as text, empty when there is none. */
    public String text(int tag) {
        return data.string(tag).orElse("");
    }

    /** An element that is here, by the first byte of its value; one that is not, by the first value of the item that lacks it. */
    public Place.DataElement at(int tag) {
        Element element = data.get(tag);
        if (element != null) {
            return place(tag, element.valueOffset());
        }
        return place(tag, data.iterator().hasNext() ? data.iterator().next().valueOffset() : -1);
    }

    /** A byte of the value of an element that is here, counted from the value's first. */
    public Place.DataElement at(int tag, long byteOfValue) {
        Element element = data.get(tag);
        if (element == null || element.valueOffset() < 0) {
            return place(tag, -1);
        }
        return place(tag, element.valueOffset() + byteOfValue);
    }

    private Place.DataElement place(int tag, long byteOffset) {
        return new Place.DataElement(byteOffset, new TagPath(steps, tag).toString());
    }
}
