package org.glossa.geojson.read;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glossa.geojson.SrgbColour;
import org.glossa.geojson.staged.Findings;
import org.glossa.geojson.staged.RawBytes;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.glossa.ledger.Losses;
import org.jspecify.annotations.Nullable;

/** Reads classes and colours, each different text once. Not thread-safe. */
final class Paints {
    private static final int MOST_KEPT = 1 << 14;
    private static final int RECENT = 16;
    private static final int CHANNEL = 255;

    private final Findings findings;
    private final Map<String, Paint> known = new HashMap<>();
    private final Recent[] recent = new Recent[RECENT];
    private int nextRecent;

    /** A paint with the bytes that it was read from. */
    private static final class Recent {
        private final RawBytes classification = new RawBytes();
        private final RawBytes colour = new RawBytes();
        private ClassColour classColour = ClassColour.WRITTEN;
        private @Nullable Paint paint;

        boolean is(RawBytes otherClassification, RawBytes otherColour, ClassColour otherClassColour) {
            return classColour == otherClassColour
                    && classification.sameAs(otherClassification)
                    && colour.sameAs(otherColour);
        }
    }

    /** Where the colour of a class comes from. */
    enum ClassColour {
        WRITTEN,
        /** From our writer, because QuPath refuses a class without colour. */
        SUPPLIED
    }

    Paints(Findings findings) {
        this.findings = findings;
        Arrays.setAll(recent, i -> new Recent());
    }

    /**
     * @param classification value of {@code properties.classification} as written; empty when there is none
     * @param colour value of {@code properties.color}, the same
     * @param classColour whether the source had the colour of the class
     */
    Paint of(RawBytes classification, RawBytes colour, ClassColour classColour, Losses.Where place) throws IOException {
        for (Recent one : recent) {
            Paint same = one.paint;
            if (same != null && one.is(classification, colour, classColour)) {
                return same;
            }
        }
        String key = classColour.name() + classification.text() + '\n' + colour.text();
        Paint paint = known.get(key);
        if (paint == null) {
            paint = read(classification, colour, classColour, place);
            if (known.size() == MOST_KEPT) {
                known.clear();
            }
            known.put(key, paint);
        }
        Recent oldest = recent[nextRecent];
        nextRecent = (nextRecent + 1) % RECENT;
        oldest.classification.copyOf(classification);
        oldest.colour.copyOf(colour);
        oldest.classColour = classColour;
        oldest.paint = paint;
        return paint;
    }

    private Paint read(RawBytes classification, RawBytes colour, ClassColour classColour, Losses.Where place)
            throws IOException {
        StringBuilder members = new StringBuilder("{");
        Said said = new Said();
        boolean classLeft = false;
        if (classification.size() > 0) {
            classLeft = !classification(classification, said, place);
            switch (classColour) {
                case WRITTEN -> {
                    // it stays
                }
                case SUPPLIED -> dropSupplied(said, place);
            }
            if (!classLeft) {
                members.append("\"classification\":").append(said.json());
            }
        }
        int[] ofFeature = null;
        boolean colourLeft = false;
        if (colour.size() > 0) {
            ofFeature = colour(colour);
            colourLeft = ofFeature == null;
            if (ofFeature == null) {
                warn(place, "COLOUR_NOT_UNDERSTOOD", "color " + Findings.shown(colour.text()));
            } else {
                members.append(members.length() > 1 ? "," : "")
                        .append("\"color\":")
                        .append(json(ofFeature));
            }
        }
        int[] shown = ofFeature == null ? said.colour : ofFeature;
        return new Paint(
                members.append('}').toString(),
                classLeft ? null : said.className(),
                shown == null ? null : new SrgbColour(shown[0], shown[1], shown[2]),
                classLeft,
                colourLeft);
    }

    /** Unless it was changed since. */
    private void dropSupplied(Said said, Losses.Where place) {
        int[] written = said.colour;
        if (written == null) {
            return;
        }
        said.colour = null;
        SrgbColour supplied = SrgbColour.ofName(said.json());
        if (!Arrays.equals(written, new int[] {supplied.red(), supplied.green(), supplied.blue()})) {
            said.colour = written;
            findings.warn(
                    place.path(),
                    "DICOM_MEMBER_CONTRADICTS",
                    "the class colour " + json(written),
                    supplied.red() + "," + supplied.green() + "," + supplied.blue()
                            + ", which we supply to such a class",
                    "the feature was edited since: the class has this colour now");
        }
    }

    private void warn(Losses.Where place, String code, String got) {
        findings.warn(
                place.path(),
                code,
                got,
                "a class {\"name\": …, \"color\": […]}, colours of three or four numbers 0 to 255 or a packed number",
                "write it so; it is kept with the other members of the feature");
    }

    private static final class Said {
        private boolean none;

        @Nullable
        String name;

        @Nullable
        List<String> names;

        int @Nullable [] colour;
        int @Nullable [] legacyColour;

        @Nullable
        String className() {
            String single = name;
            List<String> several = names;
            return single != null || several == null ? single : String.join(": ", several);
        }

        String json() {
            if (none) {
                return "null";
            }
            StringBuilder json = new StringBuilder("{");
            List<String> several = names;
            if (name != null) {
                json.append("\"name\":").append(quoted(name));
            } else if (several != null) {
                json.append("\"names\":[")
                        .append(String.join(
                                ",", several.stream().map(Said::quoted).toList()))
                        .append(']');
            }
            if (colour != null) {
                json.append(json.length() > 1 ? "," : "").append("\"color\":").append(Paints.json(colour));
            }
            return json.append('}').toString();
        }

        private static String quoted(String text) {
            return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
        }
    }

    private boolean classification(RawBytes raw, Said said, Losses.Where place) throws IOException {
        JsonReader in = new JsonReader(raw.stream());
        switch (in.next()) {
            case NULL -> said.none = true;
            case STRING -> said.name = in.text();
            case START_OBJECT -> {
                if (!members(in, said, place)) {
                    warn(place, "CLASS_NOT_UNDERSTOOD", "classification " + Findings.shown(raw.text()));
                    return false;
                }
            }
            case START_ARRAY, NUMBER, TRUE, FALSE, END_ARRAY, END_OBJECT, NAME, END -> {
                warn(place, "CLASS_NOT_UNDERSTOOD", "classification " + Findings.shown(raw.text()));
                return false;
            }
        }
        return true;
    }

    private boolean members(JsonReader in, Said said, Losses.Where place) throws IOException {
        RawBytes value = new RawBytes();
        while (in.next() != JsonToken.END_OBJECT) {
            String member = in.text();
            in.next();
            switch (member) {
                case "name" -> {
                    if (in.token() == JsonToken.STRING) {
                        said.name = in.text();
                    } else if (in.token() == JsonToken.NULL) {
                        said.name = null;
                    } else {
                        return false;
                    }
                }
                case "names" -> {
                    said.names = names(in);
                    if (said.names == null) {
                        return false;
                    }
                }
                case "color", "colorRGB" -> {
                    value.clear();
                    in.copyValue(value);
                    int[] read = colour(value);
                    if (read == null) {
                        return false;
                    }
                    if (member.equals("color")) {
                        said.colour = read;
                    } else {
                        said.legacyColour = read;
                    }
                }
                default -> {
                    findings.warn(
                            place.path(),
                            "CLASS_MEMBER_IGNORED",
                            "the member \"" + Findings.shown(member) + "\" of a classification",
                            "name, names, color, colorRGB",
                            "write it into properties; it is left out");
                    in.skipValue();
                }
            }
        }
        if (said.name != null && said.names != null) {
            return false;
        }
        if (said.colour == null) {
            said.colour = said.legacyColour;
        }
        return said.name != null || said.names != null || said.colour != null;
    }

    private static @Nullable List<String> names(JsonReader in) throws IOException {
        if (in.token() != JsonToken.START_ARRAY) {
            return null;
        }
        List<String> names = new ArrayList<>();
        while (in.next() == JsonToken.STRING) {
            names.add(in.text());
        }
        return in.token() == JsonToken.END_ARRAY && !names.isEmpty() ? names : null;
    }

    /** Three or four channels 0..255, the fourth alpha; null when the text is no colour. */
    private static int @Nullable [] colour(RawBytes raw) throws IOException {
        JsonReader in = new JsonReader(raw.stream());
        if (in.next() == JsonToken.NUMBER) {
            return packed(in.doubleValue());
        }
        if (in.token() != JsonToken.START_ARRAY) {
            return null;
        }
        int[] channels = new int[4];
        int count = 0;
        while (in.next() == JsonToken.NUMBER && count < channels.length) {
            double value = in.doubleValue();
            int channel = (int) value;
            if (channel != value || channel < 0 || channel > CHANNEL) {
                return null;
            }
            channels[count++] = channel;
        }
        boolean whole = in.token() == JsonToken.END_ARRAY && count >= 3;
        return whole ? Arrays.copyOf(channels, count) : null;
    }

    /** A signed or unsigned ARGB number of 32 bits. */
    private static int @Nullable [] packed(double value) {
        long argb = (long) value;
        if (argb != value || argb < Integer.MIN_VALUE || argb > 0xFFFF_FFFFL) {
            return null;
        }
        int red = (int) (argb >> 16) & CHANNEL;
        int green = (int) (argb >> 8) & CHANNEL;
        int blue = (int) argb & CHANNEL;
        int alpha = (int) (argb >> 24) & CHANNEL;
        boolean opaque = alpha == CHANNEL || alpha == 0; // 0 is what a colour without alpha has there
        return opaque ? new int[] {red, green, blue} : new int[] {red, green, blue, alpha};
    }

    private static String json(int[] channels) {
        StringBuilder json = new StringBuilder("[");
        for (int channel : channels) {
            json.append(json.length() > 1 ? "," : "").append(channel);
        }
        return json.append(']').toString();
    }
}
