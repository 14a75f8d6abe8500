package org.glossa.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Dictionary;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.jspecify.annotations.Nullable;

/**
 * DICOM JSON metadata (PS3.18 F.2), as WADO-RS answers it, to data sets: what attributes of an image's geometry need. Attributes that
 * the dictionary does not know, and values that are only a BulkDataURI, are left out.
 */
public final class MetadataJson {
    private static final String CLAUSE = "PS3.18 F.2";

    private final JsonParser in;
    private int depth;

    private MetadataJson(JsonParser in) {
        this.in = in;
    }

    /**
     * The data sets of an array, or the one that is the root.
     *
     * @throws MalformedInputException when it is no DICOM JSON, with the byte offset
     */
    public static List<DataSet> read(InputStream stream) throws IOException {
        try (JsonParser in = new JsonFactory().createParser(stream)) {
            MetadataJson reader = new MetadataJson(in);
            try {
                return reader.readRoot();
            } catch (JsonProcessingException | IllegalArgumentException e) {
                String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
                throw reader.malformed(message == null ? "no JSON" : message);
            }
        }
    }

    private List<DataSet> readRoot() throws IOException {
        JsonToken root = in.nextToken();
        if (root == JsonToken.START_OBJECT) {
            return List.of(readDataSet());
        }
        if (root != JsonToken.START_ARRAY) {
            throw malformed("neither an array nor an object");
        }
        List<DataSet> dataSets = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            require(JsonToken.START_OBJECT, "a data set");
            dataSets.add(readDataSet());
        }
        return dataSets;
    }

    private DataSet readDataSet() throws IOException {
        if (++depth > DataSet.MAXIMUM_DEPTH) {
            throw malformed("sequences nested more than " + DataSet.MAXIMUM_DEPTH + " times");
        }
        DataSet.Builder dataSet = DataSet.builder();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            require(JsonToken.START_OBJECT, "an attribute");
            Dictionary.@Nullable Entry entry =
                    name.length() == 8 && name.chars().allMatch(HexFormat::isHexDigit)
                            ? Dictionary.lookup(HexFormat.fromHexDigits(name))
                            : null;
            if (entry == null) {
                in.skipChildren();
            } else {
                readAttribute(dataSet, entry);
            }
        }
        depth--;
        return dataSet.build();
    }

    private void readAttribute(DataSet.Builder dataSet, Dictionary.Entry entry) throws IOException {
        dataSet.empty(entry.tag());
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            switch (member) {
                case "Value" -> {
                    require(JsonToken.START_ARRAY, "an array of values");
                    readValues(dataSet, entry);
                }
                case "InlineBinary" ->
                    dataSet.bytes(entry.tag(), entry.vr(), MemorySegment.ofArray(in.getBinaryValue()));
                default -> in.skipChildren();
            }
        }
    }

    private void readValues(DataSet.Builder dataSet, Dictionary.Entry entry) throws IOException {
        int tag = entry.tag();
        switch (entry.vr()) {
            case SQ -> dataSet.sequence(tag, readItems());
            case FL, FD -> dataSet.doubles(tag, decimals(readTexts()));
            case US, SS, UL, SL, UV, SV -> dataSet.integers(tag, integers(readTexts(), 10));
            case AT -> dataSet.integers(tag, integers(readTexts(), 16));
            case OB, OD, OF, OL, OV, OW, UN -> skipValues();
            case AE, AS, CS, DA, DS, DT, IS, LO, LT, PN, SH, ST, TM, UC, UI, UR, UT ->
                dataSet.strings(tag, readTexts());
        }
    }

    private List<DataSet> readItems() throws IOException {
        List<DataSet> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            require(JsonToken.START_OBJECT, "an item");
            items.add(readDataSet());
        }
        return items;
    }

    private List<String> readTexts() throws IOException {
        List<String> texts = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            texts.add(
                    switch (in.currentToken()) {
                        case VALUE_NULL -> "";
                        case START_OBJECT -> readPersonName();
                        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getText();
                        case null, default -> throw malformed("a value that is neither text, number nor object");
                    });
        }
        return texts;
    }

    private String readPersonName() throws IOException {
        String alphabetic = "";
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String group = in.currentName();
            in.nextToken();
            if (group.equals("Alphabetic")) {
                alphabetic = in.getText();
            } else {
                in.skipChildren();
            }
        }
        return alphabetic;
    }

    private void skipValues() throws IOException {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            in.skipChildren();
        }
    }

    private static double[] decimals(List<String> texts) {
        return texts.stream().mapToDouble(Double::parseDouble).toArray();
    }

    private static long[] integers(List<String> texts, int radix) {
        return texts.stream().mapToLong(text -> Long.parseLong(text, radix)).toArray();
    }

    private void require(JsonToken token, String what) throws MalformedInputException {
        if (in.currentToken() != token) {
            throw malformed(in.currentToken() + " instead of " + what);
        }
    }

    private MalformedInputException malformed(String got) {
        return new MalformedInputException(Finding.error(
                "DICOM_JSON_MALFORMED",
                new Place.JsonValue(in.currentLocation().getByteOffset(), pointer()),
                got,
                "DICOM JSON: an array of objects that map tags to {\"vr\": …, \"Value\": […]}",
                "give the metadata as WADO-RS answers it, or the DICOM file",
                CLAUSE));
    }

    private String pointer() {
        return in.getParsingContext().pathAsPointer().toString();
    }
}
