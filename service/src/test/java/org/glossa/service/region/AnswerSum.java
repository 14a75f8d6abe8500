package org.glossa.service.region;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/** What the answers of a way to one question have in all, so that answers of different forms can be compared. */
final class AnswerSum {
    /** Three decimals may be all that is written of an ordinate. */
    private static final double ORDINATE_TOLERANCE_PX = 0.000_51;

    private static final JsonFactory JSON = new JsonFactory();

    // Buffers of a batch with group, annotationIndex, one measurement and polygons.
    private static final int GROUPS = 1;
    private static final int ANNOTATIONS = 3;
    private static final int AREAS = 5;
    private static final int ORDINATES = 12;

    private long hits;
    private long identities;
    private long areaBits;
    private long ordinates;
    private double ordinateSum;

    void addAnnotation(long group, long annotationIndex) {
        hits++;
        identities += (group << 32 | annotationIndex) * 0x9E37_79B9_7F4A_7C15L;
    }

    void addArea(float area) {
        areaBits += Float.floatToIntBits(area);
    }

    /** The source has floats, of which decimals may be the shortest that restore them. */
    void addOrdinate(double ordinate) {
        ordinates++;
        ordinateSum += (float) ordinate;
    }

    long hits() {
        return hits;
    }

    /** Whether the same annotations have the same areas, and coordinates that are as near as rounding lets them be. */
    boolean agreesWith(AnswerSum other) {
        return hits == other.hits
                && identities == other.identities
                && areaBits == other.areaBits
                && ordinates == other.ordinates
                && Math.abs(ordinateSum - other.ordinateSum) <= ordinates * ORDINATE_TOLERANCE_PX;
    }

    @Override
    public String toString() {
        return hits + " hits (identities " + identities + ", areas " + areaBits + "), " + ordinates
                + " ordinates of together " + ordinateSum;
    }

    /** Adds the features of a collection: ids {@code <group>-<annotation>} or members of those names, and a member that is an area. */
    void addGeoJson(ByteBuffer text) throws IOException {
        try (JsonParser json =
                JSON.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining())) {
            long group = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token != JsonToken.FIELD_NAME) {
                    continue;
                }
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("coordinates")) {
                    addOrdinates(json);
                } else if (name.equals("id") && value == JsonToken.VALUE_STRING) {
                    String id = json.getText();
                    int dash = id.indexOf('-');
                    addAnnotation(Long.parseLong(id.substring(0, dash)), Long.parseLong(id.substring(dash + 1)));
                } else if (name.equals("group")) {
                    group = json.getLongValue();
                } else if (name.equals("annotation")) {
                    addAnnotation(group, json.getLongValue());
                } else if (name.equals("area") || name.startsWith("Area")) {
                    addArea(json.getFloatValue());
                }
            }
        }
    }

    private void addOrdinates(JsonParser json) throws IOException {
        int depth = 1;
        while (depth > 0) {
            switch (json.nextToken()) {
                case START_ARRAY -> depth++;
                case END_ARRAY -> depth--;
                default -> addOrdinate(json.getDoubleValue());
            }
        }
    }

    /** Adds the rows of a stream with the columns group, annotationIndex, an area and polygons. */
    void addArrow(ByteBuffer stream) {
        ByteBuffer bytes = stream.slice().order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        for (int length = bytes.getInt(at + 4); length > 0; length = bytes.getInt(at + 4)) {
            ByteBuffer flat = bytes.slice(at + 8, length).order(ByteOrder.LITTLE_ENDIAN);
            Message message = Message.getRootAsMessage(flat);
            int body = at + 8 + length;
            if (message.headerType() == MessageHeader.RecordBatch) {
                addBatch((RecordBatch) message.header(new RecordBatch()), bytes, body);
            }
            at = body + (int) message.bodyLength();
        }
    }

    private void addBatch(RecordBatch batch, ByteBuffer bytes, int body) {
        int groups = body + (int) batch.buffers(GROUPS).offset();
        int annotations = body + (int) batch.buffers(ANNOTATIONS).offset();
        int areas = body + (int) batch.buffers(AREAS).offset();
        for (int row = 0; row < batch.length(); row++) {
            addAnnotation(bytes.getInt(groups + 4 * row), bytes.getLong(annotations + 8 * row));
            addArea(bytes.getFloat(areas + 4 * row));
        }
        Buffer values = batch.buffers(ORDINATES);
        for (long value = 0; value < values.length(); value += 8) {
            addOrdinate(bytes.getDouble(body + (int) (values.offset() + value)));
        }
    }

    /** Adds the outer ring of a polygon in well-known binary. */
    void addWkb(byte[] polygon) {
        ByteBuffer bytes = ByteBuffer.wrap(polygon);
        bytes.order(bytes.get(0) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int positions = bytes.getInt(9);
        for (int i = 0; i < 2 * positions; i++) {
            addOrdinate(bytes.getDouble(13 + 8 * i));
        }
    }
}
