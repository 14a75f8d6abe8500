package org.glossa.geojson.read;

import java.io.IOException;
import org.glossa.annotation.GraphicType;
import org.glossa.column.ScratchColumns;
import org.glossa.geojson.staged.Findings;
import org.glossa.geojson.staged.Members;
import org.glossa.geojson.staged.RawBytes;
import org.glossa.geojson.staged.StagedMeasurements;
import org.glossa.geojson.staged.StagedNumbers;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.jspecify.annotations.Nullable;

/** {@code properties.dicom} of one feature of our own output. Not thread-safe. */
final class DicomMember {
    private static final int FIELDS = 8;

    private final CollectionDicom collection;

    /** Ordinates of all points and source points. */
    final StagedNumbers ordinates;

    private final StagedNumbers parts;

    /** Of a feature of one part. */
    final DicomPart whole = new DicomPart();

    /** Of a part that the member says nothing of. */
    final DicomPart nothing = new DicomPart();

    private final DicomPart part = new DicomPart();

    /** Members that all features of a group share, as written. */
    final RawBytes shared = new RawBytes();

    private final RawBytes raw = new RawBytes();
    boolean present;
    boolean hasParts;

    /** One-based; 0 when the feature does not say. */
    long annotationIndex;

    /** Number of the parent object, −1 for none. */
    long parent;

    /** Whether the colour of the class was not in the source. */
    boolean colourSupplied;

    @Nullable
    String content;

    /** Of a feature whose geometry could not be written; empty otherwise. */
    String kind = "";

    DicomMember(ScratchColumns scratch, CollectionDicom collection) {
        this.collection = collection;
        this.ordinates = new StagedNumbers(scratch);
        this.parts = new StagedNumbers(scratch);
    }

    void clear() throws IOException {
        ordinates.clear();
        parts.clear();
        whole.clear();
        shared.clear();
        present = false;
        hasParts = false;
        annotationIndex = 0;
        parent = -1;
        colourSupplied = false;
        content = null;
        kind = "";
    }

    void seal() throws IOException {
        ordinates.seal();
        parts.seal();
    }

    /** Of {@code parts}; 0 when the feature has no such member. */
    long partCount() {
        return parts.size() / FIELDS;
    }

    /** Valid until the next is asked for. The member must be sealed. */
    DicomPart part(long index) {
        long at = index * FIELDS;
        part.group = (int) parts.get(at);
        part.graphicType = type((int) parts.get(at + 1));
        part.marks = (int) parts.get(at + 2);
        part.pointsStart = parts.get(at + 3);
        part.pointsEnd = parts.get(at + 4);
        part.sourceStart = parts.get(at + 5);
        part.sourceEnd = parts.get(at + 6);
        part.pointsStride = (int) parts.get(at + 7) & 0xF;
        part.sourceStride = (int) parts.get(at + 7) >> 4;
        return part;
    }

    /**
     * What is said of a part of the geometry. The member must be sealed.
     *
     * @param staged parts of the geometry
     */
    DicomPart of(long index, long staged) {
        if (partCount() == staged) {
            return part(index);
        }
        return staged == 1 && !hasParts ? whole : nothing;
    }

    /** Takes away what is said of group and points, which are those of the feature no more. */
    void forget() throws IOException {
        whole.clear();
        parts.clear();
        hasParts = false;
        kind = "";
        shared.clear();
    }

    private void keepPart() throws IOException {
        GraphicType type = part.graphicType;
        parts.add(part.group);
        parts.add(type == null ? -1 : type.ordinal());
        parts.add(part.marks);
        parts.add(part.pointsStart);
        parts.add(part.pointsEnd);
        parts.add(part.sourceStart);
        parts.add(part.sourceEnd);
        parts.add(part.pointsStride | part.sourceStride << 4);
    }

    private static @Nullable GraphicType type(int ordinal) {
        return ordinal < 0 ? null : GraphicType.values()[ordinal];
    }

    /** Reads the value at hand in place of what is here. */
    void read(JsonReader in) throws IOException {
        clear();
        if (in.token() != JsonToken.START_OBJECT) {
            in.skipValue();
            return;
        }
        present = true;
        while (in.next() != JsonToken.END_OBJECT) {
            String name = in.text();
            in.next();
            member(name, in);
        }
        shared.append(shared.size() == 0 ? "{}" : "}");
    }

    private void member(String name, JsonReader in) throws IOException {
        switch (name) {
            case "annotationIndex" -> annotationIndex = number(in);
            case "parent" -> parent = number(in);
            case "colour" -> {
                colourSupplied = in.token() == JsonToken.STRING && in.text().equals("supplied");
                in.skipValue();
            }
            case "kind" -> kind = in.token() == JsonToken.STRING ? in.text() : "";
            case "content" -> {
                raw.clear();
                in.copyValue(raw);
                content = raw.text();
            }
            case "collection" -> collection.read(in);
            case "parts" -> parts(in);
            case "group", "points", "sourcePoints", "marks" -> partMember(name, in, whole);
            default -> {
                if (name.equals("graphicType")) {
                    whole.graphicType = graphicType(in);
                }
                if (collection.groups.isEmpty()) {
                    shared.append(shared.size() == 0 ? "{" : ",");
                    Members.appendName(shared, name);
                    in.copyValue(shared);
                } else {
                    in.skipValue();
                }
            }
        }
    }

    private void parts(JsonReader in) throws IOException {
        parts.clear();
        hasParts = true;
        require(in, JsonToken.START_ARRAY);
        while (in.next() != JsonToken.END_ARRAY) {
            require(in, JsonToken.START_OBJECT);
            part.clear();
            while (in.next() != JsonToken.END_OBJECT) {
                String name = in.text();
                in.next();
                partMember(name, in, part);
            }
            keepPart();
        }
    }

    private void partMember(String name, JsonReader in, DicomPart target) throws IOException {
        switch (name) {
            case "group" -> target.group = (int) number(in);
            case "graphicType" -> target.graphicType = graphicType(in);
            case "marks" -> target.marks = (int) number(in);
            case "points" -> {
                target.pointsStart = ordinates.size();
                target.pointsStride = positions(in);
                target.pointsEnd = ordinates.size();
            }
            case "sourcePoints" -> {
                target.sourceStart = ordinates.size();
                target.sourceStride = positions(in);
                target.sourceEnd = ordinates.size();
            }
            default -> in.skipValue();
        }
    }

    private static long number(JsonReader in) throws IOException {
        require(in, JsonToken.NUMBER);
        return (long) in.doubleValue();
    }

    private static @Nullable GraphicType graphicType(JsonReader in) {
        return in.token() == JsonToken.STRING ? GroupJson.graphicType(in.text()) : null;
    }

    /** Ordinates of each position; 0 when there is no position. */
    private int positions(JsonReader in) throws IOException {
        int stride = 0;
        require(in, JsonToken.START_ARRAY);
        while (in.next() != JsonToken.END_ARRAY) {
            require(in, JsonToken.START_ARRAY);
            int count = 0;
            while (in.next() != JsonToken.END_ARRAY) {
                ordinates.add(ordinate(in));
                count++;
            }
            if (stride != 0 && count != stride || count < 2 || count > 3) {
                throw malformed(in, count + " ordinates", "two or three, in each position as many");
            }
            stride = count;
        }
        return stride;
    }

    private static double ordinate(JsonReader in) throws IOException {
        if (in.token() == JsonToken.NUMBER) {
            return in.doubleValue();
        }
        Double word = in.token() == JsonToken.STRING ? StagedMeasurements.word(in.text()) : null;
        if (word == null) {
            throw malformed(in, Findings.got(in), "numbers, \"NaN\", \"Infinity\" or \"-Infinity\"");
        }
        return word;
    }

    private static void require(JsonReader in, JsonToken token) throws IOException {
        if (in.token() != token) {
            throw malformed(in, Findings.got(in), "what we write: " + token);
        }
    }

    static IOException malformed(JsonReader in, String got, String allowed) {
        return Findings.malformed(
                in, "DICOM_MEMBER_MALFORMED", got, allowed, "leave the member dicom out, or read without it");
    }
}
