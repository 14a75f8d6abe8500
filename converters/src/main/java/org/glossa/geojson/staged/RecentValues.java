package org.glossa.geojson.staged;

import java.io.IOException;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.jspecify.annotations.Nullable;

/** Values of which the same few come again and again, so that most are known without reading their tokens. Not thread-safe. */
public final class RecentValues {
    private static final int KEPT = 16;
    private static final int LONGEST = 1_024;

    private final @Nullable RawBytes[] values = new RawBytes[KEPT];
    private int next;

    /** Copies the bytes of the value at hand in place of what the target has, and passes over it. */
    public void read(JsonReader in, RawBytes target) throws IOException {
        if (in.token() == JsonToken.START_OBJECT) {
            for (RawBytes value : values) {
                if (value != null && value.skipIfSame(in)) {
                    target.copyOf(value);
                    return;
                }
            }
        }
        target.clear();
        boolean object = in.token() == JsonToken.START_OBJECT;
        in.copyValue(target);
        if (object && target.size() <= LONGEST) {
            RawBytes value = values[next];
            if (value == null) {
                value = new RawBytes();
                values[next] = value;
            }
            value.copyOf(target);
            next = (next + 1) % KEPT;
        }
    }
}
