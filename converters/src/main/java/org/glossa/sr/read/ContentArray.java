package org.glossa.sr.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.glossa.annotation.CodedConcept;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomJson;
import org.glossa.dicom.TagPath;
import org.glossa.sr.ContentItem;
import org.jspecify.annotations.Nullable;

/** The array of {@link org.glossa.feature.Features#content} of one object, in the order of the group's items. Not thread-safe. */
final class ContentArray {
    /** Of a region without columns. */
    static final long NO_PART = -1;

    private static final JsonFactory JSON = new JsonFactory();

    private final List<Entry> entries = new ArrayList<>();
    private @Nullable DataSet container;

    private record Entry(ContentItem item, @Nullable Long part) {
        private long position() {
            List<TagPath.Item> steps = item.scope().steps();
            return steps.getLast().number();
        }
    }

    /** Attributes of the group's own item. */
    void container(DataSet attributes) {
        container = attributes.size() == 0 ? null : attributes;
    }

    void add(ContentItem item) {
        entries.add(new Entry(item, null));
    }

    /** @param part zero-based, or {@link #NO_PART} */
    void add(ContentItem item, long part) {
        entries.add(new Entry(item, part));
    }

    /** Whether there is an item of that name. */
    boolean has(CodedConcept concept) {
        return entries.stream().anyMatch(entry -> entry.item.isNamed(concept));
    }

    /** Null when there is nothing. */
    @Nullable
    String text() throws IOException {
        DataSet own = container;
        if (entries.isEmpty() && own == null) {
            return null;
        }
        entries.sort(Comparator.comparingLong(Entry::position));
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartArray();
            if (own != null) {
                out.writeStartObject();
                out.writeFieldName("container");
                DicomJson.write(out, own, null);
                out.writeEndObject();
            }
            for (Entry entry : entries) {
                out.writeStartObject();
                out.writeFieldName("item");
                DicomJson.write(out, entry.item.data(), null);
                if (entry.part != null) {
                    out.writeNumberField("part", entry.part);
                }
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        return text.toString();
    }
}
