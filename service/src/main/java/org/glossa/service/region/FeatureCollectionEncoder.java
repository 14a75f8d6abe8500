package org.glossa.service.region;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.glossa.geojson.FeatureWriter;
import org.glossa.open.OpenSet;
import org.glossa.store.Cursor;
import org.glossa.store.RegionHits;
import org.jspecify.annotations.Nullable;

/**
 * Writes a page of annotations as a GeoJSON feature collection, from columns straight into buffers of the caller, in as many pieces as
 * the caller asks. Holds the set until it is closed. One thread at a time.
 */
final class FeatureCollectionEncoder implements AutoCloseable {
    static final String MEDIA_TYPE = "application/geo+json";

    private static final JsonFactory JSON = new JsonFactory();

    private final OpenSet open;
    private final RegionHits hits;
    private final Cursor cursor;
    private final Head head;
    private final Target target = new Target();
    private final JsonGenerator out;
    private final FeatureWriter features;
    private int written;
    private boolean isStarted;

    /**
     * What an answer says before its features.
     *
     * @param self absolute URL of this page
     * @param next absolute URL of the next page, null when this is the last one
     */
    record Head(
            SetSpaces.Known space,
            String collection,
            String self,
            @Nullable String next) {}

    /** Takes the hold on the set over. */
    FeatureCollectionEncoder(OpenSet open, RegionHits hits, Head head) throws IOException {
        this.open = open;
        this.hits = hits;
        this.head = head;
        this.cursor = open.set().cursor();
        this.out = JSON.createGenerator(target);
        this.features = new FeatureWriter(
                out, head.space().sourceToSpace(), head.space().space());
    }

    /** Features of this page. */
    long count() {
        return hits.count();
    }

    /**
     * Appends to the buffer until it holds {@code enough} bytes or somewhat more.
     *
     * @return whether the collection is complete
     */
    boolean encodeInto(ByteBuf buffer, int enough) throws IOException {
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
        out.writeStringField("coordRefSys", head.space().coordRefSys());
        out.writeNumberField("numberMatched", hits.numberMatched());
        out.writeNumberField("numberReturned", hits.count());
        out.writeStringField("timeStamp", Instant.now().toString());
        out.writeArrayFieldStart("links");
        CollectionJson.writeLink(out, "self", MEDIA_TYPE, head.self());
        CollectionJson.writeLink(out, "collection", "application/json", head.collection());
        if (head.next() != null) {
            CollectionJson.writeLink(out, "next", MEDIA_TYPE, head.next());
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
