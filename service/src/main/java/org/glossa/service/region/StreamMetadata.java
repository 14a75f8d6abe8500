package org.glossa.service.region;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.glossa.store.StoredGroup;
import org.glossa.store.StoredSet;

/** What the schema of an Arrow stream says of the answer as a whole; the keys are documented on the page "regions". */
final class StreamMetadata {
    /** With more groups than these, clients ask the collection. */
    private static final int MOST_GROUPS = 100;

    private static final JsonFactory JSON = new JsonFactory();

    private StreamMetadata() {}

    static Map<String, String> of(StoredSet set, RegionRequest request, Page page) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("glossa.sopInstanceUid", set.sopInstanceUid());
        metadata.put("glossa.coordRefSys", page.coordRefSys());
        metadata.put("glossa.coords", request.coordinates().name().toLowerCase(Locale.ROOT));
        metadata.put("glossa.numberMatched", Long.toString(page.numberMatched()));
        metadata.put("glossa.numberReturned", Long.toString(page.numberReturned()));
        metadata.put("glossa.self", page.self());
        metadata.put("glossa.collection", page.collection());
        if (page.next() != null) {
            metadata.put("glossa.next", page.next());
        }
        List<StoredGroup> groups = set.groups().stream()
                .filter(group -> request.groups().isEmpty()
                        || request.groups().contains(group.description().number()))
                .toList();
        if (groups.size() <= MOST_GROUPS) {
            metadata.put("glossa.groups", json(groups));
        }
        return metadata;
    }

    private static String json(List<StoredGroup> groups) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartArray();
            for (StoredGroup group : groups) {
                CollectionJson.writeGroup(out, group, List.of());
            }
            out.writeEndArray();
        }
        return text.toString();
    }
}
