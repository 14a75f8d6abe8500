package org.glossa.ledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.jspecify.annotations.Nullable;

/**
 * Notes the members of GeoJSON that no DICOM object has a place for, each where it stands: OBJECT_TYPE_NOT_CARRIED, PLANE_NOT_CARRIED,
 * Z_DROPPED for ordinates beyond the second, ATTRIBUTE_NOT_CARRIED for all others. They are restorable, because our writers carry them
 * beside.
 */
public final class MemberLosses {
    private static final Set<String> NESTED = Set.of("properties", "geometry", "nucleusGeometry");
    private static final Set<String> OBJECT_TYPES = Set.of("objectType", "object_type", "type");

    /** The same few texts come again and again. */
    private static final int MOST_KEPT = 1_024;

    private static final int LONGEST_KEPT = 1_024;

    private final Losses losses;
    private final Metadata metadata;
    private final Map<String, List<Member>> known = new HashMap<>();

    /** Whether the target says the pairs of text {@code properties.metadata}. */
    public enum Metadata {
        SAID,
        NOT_SAID
    }

    /** A member by its names, one within the other. */
    private record Member(LedgerCode code, List<String> names) {}

    public MemberLosses(Losses losses, Metadata metadata) {
        this.losses = losses;
        this.metadata = metadata;
    }

    /**
     * @param feature zero-based
     * @param members as {@link org.glossa.feature.Features#members} has them; null notes nothing
     */
    public void noteFeature(long feature, @Nullable String members) {
        if (members == null) {
            return;
        }
        for (Member member : members(members)) {
            losses.note(member.code(), Carriage.RESTORABLE, () -> SetPlaces.ofMember(feature, member.names()));
        }
    }

    /** @param members as {@link org.glossa.annotation.DocumentExtras#collectionMembers} has them; an empty text notes nothing */
    public void noteCollection(String members) {
        for (String name : names(members)) {
            losses.note(LedgerCode.ATTRIBUTE_NOT_CARRIED, Carriage.RESTORABLE, () -> SetPlaces.pointer(List.of(name)));
        }
    }

    /** Names of the members of an object; none of an empty text. */
    public static List<String> names(String object) {
        List<String> names = new ArrayList<>();
        if (object.isEmpty()) {
            return names;
        }
        try {
            JsonReader in = reader(object);
            if (in.next() == JsonToken.START_OBJECT) {
                while (in.next() != JsonToken.END_OBJECT) {
                    names.add(in.text());
                    in.skipValue();
                }
            }
        } catch (IOException e) {
            throw notJson(e);
        }
        return names;
    }

    private List<Member> members(String text) {
        List<Member> found = known.get(text);
        if (found == null) {
            found = read(text);
            if (known.size() < MOST_KEPT && text.length() < LONGEST_KEPT) {
                known.put(text, found);
            }
        }
        return found;
    }

    private List<Member> read(String text) {
        List<Member> found = new ArrayList<>();
        try {
            JsonReader in = reader(text);
            if (in.next() != JsonToken.START_OBJECT) {
                return List.of(new Member(LedgerCode.ATTRIBUTE_NOT_CARRIED, List.of()));
            }
            while (in.next() != JsonToken.END_OBJECT) {
                String name = in.text();
                in.next();
                if (in.token() == JsonToken.START_OBJECT && NESTED.contains(name)) {
                    readWithin(in, name, found);
                } else {
                    in.skipValue();
                    found.add(outer(name));
                }
            }
        } catch (IOException e) {
            throw notJson(e);
        }
        return found;
    }

    private static Member outer(String name) {
        return switch (name) {
            case "positions" -> new Member(LedgerCode.Z_DROPPED, List.of());
            case "id" -> new Member(LedgerCode.OBJECT_TYPE_NOT_CARRIED, List.of(name)); // the name of a class of QuPath
            default -> new Member(LedgerCode.ATTRIBUTE_NOT_CARRIED, List.of(name));
        };
    }

    private void readWithin(JsonReader in, String outer, List<Member> found) throws IOException {
        boolean ofProperties = outer.equals("properties");
        while (in.next() != JsonToken.END_OBJECT) {
            List<String> names = List.of(outer, in.text());
            String name = names.getLast();
            in.next();
            if (ofProperties && name.equals("metadata") && metadata == Metadata.SAID) {
                readPairs(in, found);
                continue;
            }
            in.skipValue();
            if (ofProperties && OBJECT_TYPES.contains(name)) {
                found.add(new Member(LedgerCode.OBJECT_TYPE_NOT_CARRIED, names));
            } else if (!ofProperties && name.equals("plane")) {
                found.add(new Member(LedgerCode.PLANE_NOT_CARRIED, names));
            } else if (ofProperties || !name.equals("type")) { // the type of what is empty
                found.add(new Member(LedgerCode.ATTRIBUTE_NOT_CARRIED, names));
            }
        }
    }

    /** What is no pair of texts is not said either. */
    private static void readPairs(JsonReader in, List<Member> found) throws IOException {
        if (in.token() != JsonToken.START_OBJECT) {
            in.skipValue();
            found.add(new Member(LedgerCode.ATTRIBUTE_NOT_CARRIED, List.of("properties", "metadata")));
            return;
        }
        while (in.next() != JsonToken.END_OBJECT) {
            String key = in.text();
            String value = in.next() == JsonToken.STRING ? in.text() : "";
            in.skipValue();
            if (!isPair(key, value)) {
                found.add(new Member(LedgerCode.ATTRIBUTE_NOT_CARRIED, List.of("properties", "metadata", key)));
            }
        }
    }

    /** Whether a text evaluation can say a pair: its key is a Code Value, its value a Text Value. */
    public static boolean isPair(String key, String value) {
        return !key.isBlank() && key.indexOf('\\') < 0 && !value.isBlank();
    }

    private static JsonReader reader(String text) {
        return new JsonReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static UncheckedIOException notJson(IOException e) {
        return new UncheckedIOException("the text of members is not JSON", e);
    }
}
