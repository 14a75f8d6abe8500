package org.glossa.geojson.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.Precision;
import org.glossa.geojson.staged.JsonTree;
import org.glossa.geojson.staged.RawBytes;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.glossa.spatial.PlanarTransform;
import org.jspecify.annotations.Nullable;

/** The member {@code dicom} of a collection of our own: the source's identity, and what its groups say that features do not. */
final class CollectionDicom {
    String sopInstanceUid = "";
    String referencedImage = "";
    String referencedImageClass = "";

    /** Name of the space that source points are in; empty when there are none. */
    String sourceSpace = "";

    /** The way from there to the space of the text; null when it is not said. */
    @Nullable
    PlanarTransform fromSource;

    /** Name of the space that the text itself is in; empty when it does not say. */
    String answerSpace = "";

    /** DICOM JSON; empty when there is none. */
    String report = "";

    /** Whether a pass looked for the member in the whole text. */
    boolean searched;

    /** In the order of the set; null for one that features themselves describe. */
    final List<@Nullable Group> groups = new ArrayList<>();

    /**
     * @param item DICOM JSON of the whole group; empty when it is not there
     * @param attributes DICOM JSON; empty when there are none
     * @param measurements by the names that features give them
     */
    record Group(String item, String attributes, Map<String, Codes> measurements, Map<?, ?> others) {
        String text(String member) {
            return JsonTree.text(others.get(member));
        }

        int number(String member) {
            return JsonTree.number(others.get(member));
        }
    }

    /** What a measurement is. */
    record Codes(CodedConcept concept, CodedConcept unit, Precision precision) {}

    /** Reads the value at hand in place of what is here. */
    void read(JsonReader in) throws IOException {
        groups.clear();
        if (in.token() != JsonToken.START_OBJECT) {
            in.skipValue();
            return;
        }
        while (in.next() != JsonToken.END_OBJECT) {
            String name = in.text();
            in.next();
            switch (name) {
                case "sopInstanceUID" -> sopInstanceUid = JsonTree.text(JsonTree.read(in));
                case "referencedImage" -> referencedImage = JsonTree.text(JsonTree.read(in));
                case "referencedImageClass" -> referencedImageClass = JsonTree.text(JsonTree.read(in));
                case "sourceSpace" -> sourceSpace = JsonTree.text(JsonTree.read(in));
                case "fromSource" -> fromSource = transform(JsonTree.elements(JsonTree.read(in)));
                case "report" -> report = raw(in);
                case "groups" -> groups(in);
                default -> in.skipValue();
            }
        }
    }

    private static @Nullable PlanarTransform transform(List<?> numbers) {
        double[] all = numbers.stream()
                .mapToDouble(number -> number instanceof Double value ? value : Double.NaN)
                .toArray();
        return all.length == 6 && Arrays.stream(all).allMatch(Double::isFinite)
                ? new PlanarTransform.Affine(all[0], all[1], all[2], all[3], all[4], all[5])
                : null;
    }

    private static String raw(JsonReader in) throws IOException {
        RawBytes raw = new RawBytes();
        in.copyValue(raw);
        return raw.text();
    }

    private void groups(JsonReader in) throws IOException {
        groups.clear();
        if (in.token() != JsonToken.START_ARRAY) {
            in.skipValue();
            return;
        }
        while (in.next() != JsonToken.END_ARRAY) {
            groups.add(group(in));
        }
    }

    private static @Nullable Group group(JsonReader in) throws IOException {
        if (in.token() != JsonToken.START_OBJECT) {
            in.skipValue();
            return null;
        }
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        String attributes = "";
        String item = "";
        while (in.next() != JsonToken.END_OBJECT) {
            String name = in.text();
            in.next();
            switch (name) {
                case "attributes" -> attributes = raw(in);
                case "item" -> item = raw(in);
                default -> said.put(name, JsonTree.read(in));
            }
        }
        Map<String, Codes> measurements = new LinkedHashMap<>();
        for (Object one : JsonTree.elements(said.remove("measurements"))) {
            Map<?, ?> measurement = JsonTree.members(one);
            measurements.put(
                    JsonTree.text(measurement.get("name")),
                    new Codes(
                            GroupJson.required(measurement.get("concept")),
                            GroupJson.required(measurement.get("unit")),
                            JsonTree.text(measurement.get("precision")).equals("FLOAT64")
                                    ? Precision.FLOAT64
                                    : Precision.FLOAT32));
        }
        return new Group(item, attributes, measurements, said);
    }

    /** A stream of a text that was kept. */
    static ByteArrayInputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }
}
