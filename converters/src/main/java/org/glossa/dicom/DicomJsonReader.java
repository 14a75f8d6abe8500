package org.glossa.dicom;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.glossa.dicom.JsonValue.Items;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.jspecify.annotations.Nullable;

/**
 * Reads the DICOM JSON model, PS3.18 annex F: what {@link DicomJson}, pydicom and dcmtk write. Members of an attribute may come in any
 * order; an attribute without a VR has that of the dictionary. Numbers may be strings and the reverse; NaN and infinities are read as
 * JSON tokens and as strings. Text is UTF-8, so (0008,0005) becomes ISO_IR 192. Pixel data that is a run of items and nothing else is
 * encapsulated. Group 0002 is left out: it is not the data set's.
 */
public final class DicomJsonReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final JsonParser in;
    private final BulkDataResolver bulk;
    private int depth;

    /** Gets what a BulkDataURI names. */
    @FunctionalInterface
    public interface BulkDataResolver {
        /** For metadata alone: attributes whose values are elsewhere are left out. */
        BulkDataResolver NONE = (uri, path) -> null;

        /**
         * The bytes of a value, little-endian and alive as long as the data set; null when the attribute is to be left out.
         *
         * @param uri as written, perhaps relative
         */
        @Nullable
        MemorySegment bytes(String uri, TagPath path) throws IOException;
    }

    private DicomJsonReader(JsonParser in, BulkDataResolver bulk) {
        this.in = in;
        this.bulk = bulk;
    }

    /**
     * The data sets of an array, or the one that is the root.
     *
     * @throws MalformedInputException when it is no DICOM JSON, with byte offset and JSON pointer
     */
    public static List<DataSet> read(InputStream stream, BulkDataResolver bulk) throws IOException {
        try (JsonParser in = JSON.createParser(stream)) {
            DicomJsonReader reader = new DicomJsonReader(in, bulk);
            try {
                return reader.root();
            } catch (JsonProcessingException | IllegalArgumentException | ArithmeticException e) {
                String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
                throw reader.malformed(message == null ? "no JSON" : message);
            }
        }
    }

    private List<DataSet> root() throws IOException {
        JsonToken root = in.nextToken();
        if (root == JsonToken.START_OBJECT) {
            in.nextToken();
            return List.of(dataSet(List.of()));
        }
        if (root != JsonToken.START_ARRAY) {
            throw malformed("neither an array nor an object");
        }
        List<DataSet> dataSets = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            require(JsonToken.START_OBJECT, "a data set");
            in.nextToken();
            dataSets.add(dataSet(List.of()));
        }
        return dataSets;
    }

    /** Stands at the first name; ends at the end of the object. */
    private DataSet dataSet(List<TagPath.Item> position) throws IOException {
        if (++depth > DataSet.MAXIMUM_DEPTH) {
            throw malformed("sequences nested more than " + DataSet.MAXIMUM_DEPTH + " times");
        }
        DataSet.Builder dataSet = DataSet.builder();
        for (; in.currentToken() != JsonToken.END_OBJECT; in.nextToken()) {
            String name = in.currentName();
            if (!isTag(name)) {
                throw malformed("an attribute named " + shown(name) + " instead of eight hexadecimal digits");
            }
            in.nextToken();
            require(JsonToken.START_OBJECT, "an attribute");
            int tag = HexFormat.fromHexDigits(name);
            if (Tag.group(tag) == 2) {
                in.skipChildren();
            } else {
                attribute(dataSet, new TagPath(position, tag));
            }
        }
        depth--;
        return dataSet.build();
    }

    private void attribute(DataSet.Builder dataSet, TagPath path) throws IOException {
        @Nullable String vr = null;
        @Nullable String uri = null;
        @Nullable MemorySegment bytes = null;
        List<JsonValue> values = List.of();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            switch (member) {
                case "vr" -> vr = text("a VR");
                case "Value" -> values = values(path);
                case "InlineBinary" -> bytes = MemorySegment.ofArray(in.getBinaryValue());
                case "BulkDataURI" -> uri = uri();
                default -> in.skipChildren();
            }
        }
        if (uri != null) {
            bytes = uri.isEmpty() ? null : bulk.bytes(uri, path);
            if (bytes == null) {
                return;
            }
        }
        put(dataSet, path.tag(), vr(path.tag(), vr), bytes, values);
    }

    private static void put(
            DataSet.Builder dataSet, int tag, Vr vr, @Nullable MemorySegment bytes, List<JsonValue> values) {
        if (vr == Vr.SQ) {
            List<DataSet> items = new ArrayList<>();
            values.forEach(value -> items.add(value.item()));
            dataSet.sequence(tag, items);
            return;
        }
        if (vr == Vr.UN && bytes != null) {
            dataSet.bytes(tag, known(tag, bytes.byteSize()), bytes);
            return;
        }
        if (tag == Tag.PixelData && bytes != null && FragmentList.areItems(bytes)) {
            Fragments fragments = FragmentList.parse(bytes, 0, bytes.byteSize());
            dataSet.verbatim(new Element(tag, vr, -1, bytes, CharacterSets.UTF_8, List.of(), fragments));
            return;
        }
        boolean hasText = tag == Tag.SpecificCharacterSet && !values.isEmpty();
        dataSet.bytes(tag, vr, hasText ? Utf8Text.TERM : bytes == null ? JsonValue.bytes(tag, vr, values) : bytes);
    }

    /** As in files: UN has the VR of the dictionary where that knows the attribute and the length fits. */
    private static Vr known(int tag, long length) {
        @Nullable Vr known = Dictionary.vr(tag);
        return known == null || known == Vr.SQ || length % known.valueBytes() != 0 ? Vr.UN : known;
    }

    private Vr vr(int tag, @Nullable String written) throws MalformedInputException {
        if (written == null) {
            @Nullable Vr known = Dictionary.vr(tag);
            return known == null ? Vr.UN : known;
        }
        @Nullable Vr vr = written.length() == 2 ? Vr.of(written.charAt(0), written.charAt(1)) : null;
        if (vr == null) {
            throw malformed("the VR " + shown(written) + " of " + Tag.name(tag) + ", which PS3.5 does not have");
        }
        return vr;
    }

    private List<JsonValue> values(TagPath path) throws IOException {
        require(JsonToken.START_ARRAY, "an array of values");
        List<JsonValue> values = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            values.add(
                    switch (in.currentToken()) {
                        case VALUE_NULL -> new JsonValue.Nothing();
                        case START_OBJECT -> object(path, values.size() + 1L);
                        case VALUE_STRING -> new JsonValue.Text(in.getText());
                        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Number(in.getText());
                        case null, default -> throw malformed("a value that is neither text, number nor object");
                    });
        }
        return values;
    }

    /** An item, a person's name, or nothing, which may be either. */
    private JsonValue object(TagPath path, long number) throws IOException {
        if (in.nextToken() == JsonToken.END_OBJECT) {
            return new JsonValue.Nothing();
        }
        if (isTag(in.currentName())) {
            return new Items(dataSet(path.inItem(number, 0).items()));
        }
        String[] groups = {"", "", ""};
        for (; in.currentToken() != JsonToken.END_OBJECT; in.nextToken()) {
            int group = List.of(JsonValues.NAME_COMPONENTS).indexOf(in.currentName());
            if (group < 0) {
                throw malformed("the component " + shown(in.currentName()) + " of a person's name");
            }
            if (in.nextToken() != JsonToken.VALUE_NULL) {
                groups[group] = text("a component of a person's name");
            }
        }
        return new JsonValue.Text(String.join("=", groups).replaceFirst("=+$", ""));
    }

    /** Empty where an archive wrote an object without saying where the bytes are. */
    private String uri() throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            return text("a URI");
        }
        String uri = "";
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            if (member.equals("BulkDataURI")) {
                uri = text("a URI");
            } else {
                in.skipChildren();
            }
        }
        return uri;
    }

    private String text(String what) throws IOException {
        require(JsonToken.VALUE_STRING, what);
        return in.getText();
    }

    private static boolean isTag(String name) {
        return name.length() == 8 && name.chars().allMatch(HexFormat::isHexDigit);
    }

    private static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private void require(JsonToken token, String what) throws MalformedInputException {
        if (in.currentToken() != token) {
            throw malformed(in.currentToken() + " instead of " + what);
        }
    }

    private MalformedInputException malformed(String got) {
        return new MalformedInputException(Finding.error(
                "DICOM_JSON_MALFORMED",
                new Place.JsonValue(
                        in.currentLocation().getByteOffset(),
                        in.getParsingContext().pathAsPointer().toString()),
                got,
                "DICOM JSON: an array of objects that map tags to {\"vr\": …, \"Value\": […]}",
                "give the metadata as WADO-RS answers it, or the DICOM file",
                "PS3.18 F.2"));
    }
}
