package org.glossa.service.region;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.glossa.geoarrow.RegionPlan.Rows;
import org.glossa.service.items.Page;
import org.glossa.store.StoredGroup;
import org.glossa.store.StoredSet;

/** What the schema of an Arrow stream says of the answer as a whole; the keys are documented on the page "regions". */
final class StreamMetadata {
    /** With more groups than these, clients ask the collection or the slide. */
    private static final int MOST_GROUPS = 100;

    private static final JsonFactory JSON = new JsonFactory();

    private final Rows rows;
    private final String uid;
    private final RegionRequest request;
    private final List<GroupsOfSet> sets = new ArrayList<>();
    private int setCount;
    private long groupCount;

    /** The groups of a set that are asked for. */
    private record GroupsOfSet(String sopInstanceUid, List<StoredGroup> groups) {}

    /** @param uid of the set, or of the slide as the request names it */
    StreamMetadata(Rows rows, String uid, RegionRequest request) {
        this.rows = rows;
        this.uid = uid;
        this.request = request;
    }

    /** Takes a set of the answer into account, in its turn. */
    void add(StoredSet set) {
        List<StoredGroup> groups =
                set.groups().stream().filter(request::asksFor).toList();
        setCount++;
        groupCount += groups.size();
        if (isFew()) {
            sets.add(new GroupsOfSet(set.sopInstanceUid(), groups));
        }
    }

    private boolean isFew() {
        return groupCount <= MOST_GROUPS && setCount <= MOST_GROUPS;
    }

    /** When all sets of the answer were added. */
    Map<String, String> of(Page page) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(
                switch (rows) {
                    case OF_ONE_SET -> "glossa.sopInstanceUid";
                    case OF_SEVERAL_SETS -> "glossa.slide";
                },
                uid);
        metadata.put("glossa.coordRefSys", page.coordRefSys());
        metadata.put("glossa.coords", request.coordinates().name().toLowerCase(Locale.ROOT));
        metadata.put("glossa.numberMatched", Long.toString(page.numberMatched()));
        metadata.put("glossa.numberReturned", Long.toString(page.numberReturned()));
        metadata.put("glossa.self", page.self());
        metadata.put("glossa.collection", page.collection());
        if (page.next() != null) {
            metadata.put("glossa.next", page.next());
        }
        if (isFew()) {
            switch (rows) {
                case OF_ONE_SET ->
                    metadata.put(
                            "glossa.groups",
                            json(out -> CollectionJson.writeGroups(
                                    out, sets.getFirst().groups())));
                case OF_SEVERAL_SETS -> metadata.put("glossa.sets", json(this::writeSets));
            }
        }
        return metadata;
    }

    private void writeSets(JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (GroupsOfSet set : sets) {
            out.writeStartObject();
            out.writeStringField("sopInstanceUid", set.sopInstanceUid());
            out.writeFieldName("groups");
            CollectionJson.writeGroups(out, set.groups());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    @FunctionalInterface
    private interface Writing {
        void write(JsonGenerator out) throws IOException;
    }

    private static String json(Writing writing) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            writing.write(out);
        }
        return text.toString();
    }
}
