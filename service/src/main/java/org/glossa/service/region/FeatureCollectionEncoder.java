package org.glossa.service.region;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.geojson.FeatureWriter;
import org.glossa.open.OpenSet;
import org.glossa.spatial.PlanarTransform;
import org.glossa.store.Cursor;
import org.glossa.store.RegionHits;
import org.jspecify.annotations.Nullable;

/**
 * Writes a page of annotations as a GeoJSON feature collection, from columns straight into buffers of the caller, in as many pieces as
 * the caller asks. Holds one set at a time until it is closed. One thread at a time.
 */
final class FeatureCollectionEncoder implements ItemsEncoder {
    static final String MEDIA_TYPE = "application/geo+json";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int PIECE_BYTES = 256 << 10;
    private static final int HEAD_BYTES = 2 << 10;

    /** Of a nucleus with what DICOM says of its group; a buffer that is too small is copied. */
    private static final int TYPICAL_FEATURE_BYTES = 3 << 9;

    private final List<Part> parts;
    private final CoordinateSpace space;
    private final Page page;
    private final Target target = new Target();
    private final JsonGenerator out;
    private int entered;
    private @Nullable Reading reading;
    private boolean isStarted;

    /** Opens a set when its turn comes; the encoder closes it. */
    @FunctionalInterface
    interface Opening {
        OpenSet open() throws IOException;
    }

    /**
     * What a page has of one set.
     *
     * @param sourceToSpace from the set's own space to that of the answer
     * @param sopInstanceUid of the set, where features of several are told apart by it; empty where all are of one
     */
    record Part(Opening opening, RegionHits hits, PlanarTransform sourceToSpace, String sopInstanceUid) {}

    /** A part in writing. */
    private static final class Reading {
        private final OpenSet open;
        private final RegionHits hits;
        private final Cursor cursor;
        private final FeatureWriter features;
        private long written;

        private Reading(OpenSet open, RegionHits hits, FeatureWriter features) {
            this.open = open;
            this.hits = hits;
            this.cursor = open.set().cursor();
            this.features = features;
        }
    }

    /** Takes the hold on the set over. */
    FeatureCollectionEncoder(OpenSet open, RegionHits hits, SetSpaces.Known space, Page page) throws IOException {
        this(List.of(new Part(() -> open, hits, space.sourceToSpace(), "")), space.space(), page);
        next();
    }

    /**
     * Of several sets, each opened when those before it are written.
     *
     * @param space of the answer
     */
    FeatureCollectionEncoder(List<Part> parts, CoordinateSpace space, Page page) throws IOException {
        this.parts = List.copyOf(parts);
        this.space = space;
        this.page = page;
        this.out = JSON.createGenerator(target);
    }

    /** The set in writing; null before the first one. */
    @Nullable
    OpenSet open() {
        return reading == null ? null : reading.open;
    }

    /** The part that the next feature is of, null when all are written. */
    private @Nullable Reading next() throws IOException {
        Reading current = reading;
        while (current == null || current.written == current.hits.count()) {
            if (entered == parts.size()) {
                return null;
            }
            close();
            Part part = parts.get(entered++);
            FeatureWriter features = new FeatureWriter(out, part.sourceToSpace(), space, part.sopInstanceUid());
            current = new Reading(part.opening().open(), part.hits(), features);
            reading = current;
        }
        return current;
    }

    @Override
    public ItemFormat format() {
        return ItemFormat.GEOJSON;
    }

    @Override
    public Page page() {
        return page;
    }

    @Override
    public long expectedBytes(int enough) {
        return Math.min(enough, HEAD_BYTES + page.numberReturned() * TYPICAL_FEATURE_BYTES);
    }

    @Override
    public int pieceBytes() {
        return PIECE_BYTES;
    }

    @Override
    public boolean encodeInto(ByteBuf buffer, int enough) throws IOException {
        target.buffer = buffer;
        try {
            if (!isStarted) {
                writeHead();
                isStarted = true;
            }
            for (Reading part = next(); part != null; part = next()) {
                part.cursor.moveTo(part.hits.position(part.written++));
                part.features.write(part.cursor);
                if (buffer.readableBytes() >= enough) {
                    out.flush();
                    return false;
                }
            }
            out.writeEndArray();
            out.writeEndObject();
            out.close();
            return true;
        } finally {
            target.buffer = null;
        }
    }

    private void writeHead() throws IOException {
        out.writeStartObject();
        out.writeStringField("type", "FeatureCollection");
        out.writeStringField("coordRefSys", page.coordRefSys());
        out.writeNumberField("numberMatched", page.numberMatched());
        out.writeNumberField("numberReturned", page.numberReturned());
        out.writeStringField("timeStamp", Instant.now().toString());
        out.writeArrayFieldStart("links");
        CollectionJson.writeLink(out, "self", MEDIA_TYPE, page.self());
        CollectionJson.writeLink(out, "collection", "application/json", page.collection());
        if (page.next() != null) {
            CollectionJson.writeLink(out, "next", MEDIA_TYPE, page.next());
        }
        out.writeEndArray();
        out.writeArrayFieldStart("features");
    }

    @Override
    public void close() {
        if (reading != null) {
            reading.open.close();
        }
    }

    /** Lets one generator write into one buffer after another. */
    private static final class Target extends OutputStream {
        private @Nullable ByteBuf buffer;

        @Override
        public void write(int value) {
            if (buffer != null) {
                buffer.writeByte(value);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (buffer != null) {
                buffer.writeBytes(bytes, offset, length);
            }
        }
    }
}
