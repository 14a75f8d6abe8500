package org.glossa.service.region;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.glossa.geojson.FeatureWriter;
import org.glossa.service.ingest.OpenSet;
import org.glossa.store.Cursor;
import org.glossa.store.RegionHits;
import org.jspecify.annotations.Nullable;

/**
 * Writes a page of annotations as a GeoJSON feature collection, from columns straight into buffers of the caller, in as many pieces as
 * the caller asks. Holds the set until it is closed. One thread at a time.
 */
final class FeatureCollectionEncoder implements ItemsEncoder {
    static final String MEDIA_TYPE = "application/geo+json";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int PIECE_BYTES = 256 << 10;
    private static final int HEAD_BYTES = 2 << 10;
    private static final int TYPICAL_FEATURE_BYTES = 1 << 10;

    private final OpenSet open;
    private final RegionHits hits;
    private final Cursor cursor;
    private final Page page;
    private final Target target = new Target();
    private final JsonGenerator out;
    private final FeatureWriter features;
    private int written;
    private boolean isStarted;

    /** Takes the hold on the set over. */
    FeatureCollectionEncoder(OpenSet open, RegionHits hits, SetSpaces.Known space, Page page) throws IOException {
        this.open = open;
        this.hits = hits;
        this.page = page;
        this.cursor = open.set().cursor();
        this.out = JSON.createGenerator(target);
        this.features = new FeatureWriter(out, space.sourceToSpace(), space.space());
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
        return Math.min(enough, HEAD_BYTES + hits.count() * TYPICAL_FEATURE_BYTES);
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
            while (written < hits.count()) {
                cursor.moveTo(hits.position(written++));
                features.write(cursor);
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
        open.close();
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
