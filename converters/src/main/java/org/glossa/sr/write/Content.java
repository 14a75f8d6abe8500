package org.glossa.sr.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.CodedConcept;
import org.glossa.code.CodeReader;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomJsonReader;
import org.glossa.dicom.DicomJsonReader.BulkDataResolver;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.sr.SrConcepts;
import org.jspecify.annotations.Nullable;

/** What {@link org.glossa.feature.Features#content} holds, as the package says. */
record Content(@Nullable DataSet container, List<Entry> entries) {
    static final Content NONE = new Content(null, List.of());

    /** Of an item that is not the original of a region. */
    static final int NO_PART = -2;

    /** Of a region that no part stands for. */
    static final int UNPARTED = -1;

    private static final JsonFactory JSON = new JsonFactory();

    Content {
        entries = List.copyOf(entries);
    }

    /**
     * @param item a content item
     * @param part from zero, {@link #UNPARTED}, or {@link #NO_PART}
     */
    record Entry(DataSet item, int part) {
        CodedConcept name() {
            return Content.name(item);
        }

        boolean is(CodedConcept concept) {
            return SrConcepts.is(name(), concept);
        }
    }

    /** The name of a content item; of empty texts when it has none. */
    static CodedConcept name(DataSet item) {
        return concept(item, Tag.ConceptNameCodeSequence);
    }

    /** The code of a Code Sequence; of empty texts when there is none. */
    static CodedConcept concept(DataSet item, int sequence) {
        return new CodeReader(new ArrayList<>())
                .optional(Scope.root(item), sequence)
                .orElse(new CodedConcept("", "", ""));
    }

    static Content of(@Nullable String json) throws IOException {
        if (json == null || json.isEmpty()) {
            return NONE;
        }
        DataSet container = null;
        List<Entry> entries = new ArrayList<>();
        try (JsonParser in = JSON.createParser(json)) {
            in.nextToken(); // the array
            while (in.nextToken() == JsonToken.START_OBJECT) {
                DataSet item = null;
                int part = NO_PART;
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    String name = in.currentName();
                    in.nextToken();
                    if (name.equals("part")) {
                        part = in.getIntValue();
                        continue;
                    }
                    DataSet value = dataSet(in, json);
                    if (name.equals("container")) {
                        container = value;
                    } else if (name.equals("item")) {
                        item = value;
                    }
                }
                if (item != null) {
                    entries.add(new Entry(item, part));
                }
            }
        }
        return new Content(container, entries);
    }

    private static DataSet dataSet(JsonParser in, String json) throws IOException {
        int start = (int) in.currentTokenLocation().getCharOffset();
        in.skipChildren();
        int end = (int) in.currentLocation().getCharOffset();
        return dataSet(json.substring(start, end));
    }

    /** A data set of DICOM JSON. */
    static DataSet dataSet(String json) throws IOException {
        return DicomJsonReader.read(
                        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), BulkDataResolver.NONE)
                .getFirst();
    }

    boolean has(CodedConcept concept) {
        return entries.stream().anyMatch(entry -> entry.part() == NO_PART && entry.is(concept));
    }

    /** The originals of regions, each by the part that it is of, from zero. */
    Map<Long, DataSet> regions() {
        Map<Long, DataSet> regions = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.part() >= 0) {
                regions.putIfAbsent((long) entry.part(), entry.item());
            }
        }
        return regions;
    }

    /** How many algorithms rows of TID 4019 say: a name begins the next. */
    long algorithms() {
        long names = count("TEXT", SrConcepts.ALGORITHM_NAME);
        long others = count("TEXT", SrConcepts.ALGORITHM_VERSION)
                + count("TEXT", SrConcepts.ALGORITHM_PARAMETERS)
                + count("TEXT", SrConcepts.ALGORITHM_MANUFACTURER)
                + count("CODE", SrConcepts.ALGORITHM_FAMILY);
        return names == 0 && others > 0 ? 1 : names;
    }

    private long count(String valueType, CodedConcept concept) {
        return entries.stream()
                .filter(entry -> entry.item().string(Tag.ValueType).orElse("").equals(valueType))
                .filter(entry -> entry.is(concept))
                .count();
    }
}
