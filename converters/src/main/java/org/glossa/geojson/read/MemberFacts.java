package org.glossa.geojson.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;

/**
 * How many members of each kind the text of a feature's other members has.
 *
 * @param objectTypes what QuPath makes of it, ids that are names of its classes included
 * @param planes of geometries
 * @param positions 1 when there are ordinates beyond the second
 * @param metadata 1 when there are pairs of text
 * @param others all others
 */
record MemberFacts(int objectTypes, int planes, int positions, int metadata, int others) {
    private static final Set<String> OBJECT_TYPES = Set.of("objectType", "object_type", "type");

    /** The same few texts come again and again. */
    static final class Cache {
        private static final int MOST_KEPT = 1_024;
        private static final int LONGEST_KEPT = 1_024;

        private final Map<String, MemberFacts> known = new HashMap<>();

        MemberFacts of(String members) {
            MemberFacts facts = known.get(members);
            if (facts == null) {
                facts = read(members);
                if (known.size() < MOST_KEPT && members.length() < LONGEST_KEPT) {
                    known.put(members, facts);
                }
            }
            return facts;
        }
    }

    /** Names of the members of an object; none of an empty text. */
    static List<String> names(String object) {
        List<String> names = new ArrayList<>();
        if (!object.isEmpty()) {
            try {
                JsonReader in = new JsonReader(CollectionDicom.stream(object));
                in.next();
                while (in.next() != JsonToken.END_OBJECT) {
                    names.add(in.text());
                    in.skipValue();
                }
            } catch (IOException e) {
                throw notJson(e);
            }
        }
        return names;
    }

    private static UncheckedIOException notJson(IOException e) {
        return new UncheckedIOException("the text of members is not JSON", e);
    }

    private static MemberFacts read(String members) {
        int objectTypes = 0;
        int planes = 0;
        int positions = 0;
        int metadata = 0;
        int others = 0;
        try {
            JsonReader in = new JsonReader(CollectionDicom.stream(members));
            in.next();
            while (in.next() != JsonToken.END_OBJECT) {
                String name = in.text();
                in.next();
                if (name.equals("positions")) {
                    positions = 1;
                    in.skipValue();
                } else if (name.equals("id")) {
                    objectTypes++;
                    in.skipValue();
                } else if (in.token() != JsonToken.START_OBJECT || !isNested(name)) {
                    others++;
                    in.skipValue();
                } else {
                    while (in.next() != JsonToken.END_OBJECT) {
                        String inner = in.text();
                        in.skipValue();
                        boolean ofProperties = name.equals("properties");
                        if (ofProperties && OBJECT_TYPES.contains(inner)) {
                            objectTypes++;
                        } else if (ofProperties && inner.equals("metadata")) {
                            metadata++;
                        } else if (!ofProperties && inner.equals("plane")) {
                            planes++;
                        } else if (ofProperties || !inner.equals("type")) { // the type of what is empty
                            others++;
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw notJson(e);
        }
        return new MemberFacts(objectTypes, planes, positions, metadata, others);
    }

    private static boolean isNested(String name) {
        return name.equals("properties") || name.equals("geometry") || name.equals("nucleusGeometry");
    }
}
