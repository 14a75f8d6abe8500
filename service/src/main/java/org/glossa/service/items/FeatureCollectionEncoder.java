package org.glossa.service.items;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.geoarrow.RegionPlan.Rows;
import org.glossa.geojson.FeatureWriter;
import org.glossa.open.OpenSet;
import org.glossa.store.Cursor;
import org.glossa.store.RegionHits;
import org.glossa.store.StoredSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a page of annotations as a GeoJSON feature collection, from columns straight into buffers of the caller, in as many pieces as
 * the caller asks. Holds one set at a time until it is closed. One thread at a time.
 */
public final class FeatureCollectionEncoder implements ItemsEncoder {
    public static final String MEDIA_TYPE = "application/geo+json";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int PIECE_BYTES = 256 << 10;
    private static final int HEAD_BYTES = 2 << 10;

    /** Of a nucleus with what DICOM says of its group; a buffer that is too small is copied. */
    private static final int TYPICAL_FEATURE_BYTES = 3 << 9;

    private final PageParts parts;
    private final Rows rows;
    private final CoordinateSpace space;
    private final Page page;
    private final Target target = new Target();
    private final JsonGenerator out;
    private @Nullable Reading reading;
    private boolean isStarted;

    /** A part in writing. */
    private static final class Reading {
        private final RegionHits hits;
        private final Cursor cursor;
        private final FeatureWriter features;
        private long written;

        private Reading(RegionHits hits, StoredSet set, FeatureWriter features) {
            this.hits = hits;
            this.cursor = set.cursor();
            this.features = features;
        }
    }

    /**
     * @param parts closed by the encoder; they hold the places of all their hits
     * @param rows what features say of where they come from
     * @param space of the answer
     */
    public FeatureCollectionEncoder(PageParts parts, Rows rows, CoordinateSpace space, Page page) throws IOException {
        this.parts = parts;
        this.rows = rows;
        this.space = space;
        this.page = page;
        this.out = JSON.createGenerator(target);
    }

    @Override
    public @Nullable OpenSet open() {
        return parts.open();
    }

    /** The part that the next feature is of, null when all are written. */
    private @Nullable Reading next() throws IOException {
        Reading current = reading;
        while (current == null || current.written == current.hits.count()) {
            PagePart part = parts.next();
            OpenSet open = parts.open();
            if (part == null || open == null) {
                return null;
            }
            String said = switch (rows) {
                case OF_ONE_SET -> "";
                case OF_SEVERAL_SETS -> part.sopInstanceUid();
            };
            FeatureWriter features = new FeatureWriter(out, part.query().sourceToQuery(), space, said);
            current = new Reading(part.hits(), open.set(), features);
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
        new Link("self", MEDIA_TYPE, page.self()).write(out);
        new Link("collection", "application/json", page.collection()).write(out);
        if (page.next() != null) {
            new Link("next", MEDIA_TYPE, page.next()).write(out);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("features");
    }

    @Override
    public void close() {
        parts.close();
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
