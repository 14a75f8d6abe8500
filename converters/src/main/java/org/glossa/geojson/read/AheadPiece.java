package org.glossa.geojson.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glossa.column.ScratchColumns;
import org.glossa.geojson.staged.Findings;
import org.glossa.geojson.staged.RecentValues;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a text. One that begins and ends behind a Feature of an array, as it seems, can have its Features read before their turn; what
 * is more than plain in them is left to be read at their turn. Used by one thread after the other.
 */
final class AheadPiece {
    /** Room for more positions than these is given back. */
    private static final int MOST_KEPT_POSITIONS = 1_024;

    final byte[] bytes;
    int length;

    /** Offset in the text. */
    long start;

    /** Nothing is wanted of its Features any more. */
    boolean passed;

    /** A thread has read its Features, or as many as it could. */
    boolean read;

    private int served;

    private final ScratchColumns scratch;
    private final JsonReader in;
    private final Findings findings = new Findings();
    private final Losses losses = new Losses();
    private final RecentValues classes = new RecentValues();
    private final CollectionDicom noDicom = new CollectionDicom();
    private final GeometryReader geometries;
    private final Restoration restoration;
    private final List<FeatureReader> features = new ArrayList<>();
    private int[] ends = new int[64];
    private boolean[] plain = new boolean[64];
    private int count;
    private int next;
    private int given;

    /** @param scratch of this piece alone */
    AheadPiece(int capacity, JsonReader in, ScratchColumns scratch, Restoration restoration) {
        this.bytes = new byte[capacity];
        this.in = in;
        this.scratch = scratch;
        this.restoration = restoration;
        this.geometries = new GeometryReader(scratch, findings, losses);
    }

    void begin(int bytesFilled, long offset) {
        length = bytesFilled;
        start = offset;
        served = 0;
        passed = false;
        read = false;
        count = 0;
        next = 0;
        given = 0;
    }

    long end() {
        return start + length;
    }

    /** @param depth containers around the Features */
    void readFeatures(int depth) {
        in.beginElements(bytes, length, depth);
        try {
            while (in.endOffset() < length && in.next() == JsonToken.START_OBJECT) {
                FeatureReader feature = feature(count);
                feature.begin(() -> "");
                while (in.next() != JsonToken.END_OBJECT) {
                    String name = in.text();
                    in.next();
                    feature.member(name, in);
                }
                keep(feature);
            }
        } catch (IOException | RuntimeException e) {
            forget(); // at its turn it is read again, and goes wrong where it should
        }
    }

    private FeatureReader feature(int index) {
        if (index == features.size()) {
            features.add(new FeatureReader(scratch, findings, geometries, classes, restoration, noDicom));
        }
        return features.get(index);
    }

    private void keep(FeatureReader feature) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
            plain = Arrays.copyOf(plain, count * 2);
        }
        boolean isPlain = "Feature".equals(feature.type)
                && !feature.saysDicom
                && feature.children.isEmpty()
                && findings.isEmpty()
                && losses.isEmpty();
        if (!isPlain) {
            forget();
        }
        ends[count] = (int) in.endOffset();
        plain[count++] = isPlain;
    }

    private void forget() {
        findings.clear();
        losses.clear();
    }

    /** The plain Feature that was read from an offset of the text on; null when there is none. */
    @Nullable
    FeatureReader featureAt(long offset) {
        while (next < count && begin(next) < offset) {
            next++;
        }
        if (next == count || begin(next) != offset || !plain[next]) {
            return null;
        }
        given++;
        return features.get(next);
    }

    private long begin(int index) {
        return index == 0 ? start : start + ends[index - 1];
    }

    /** Of the Feature given last, and what is before it, up to the one before. */
    int byteSize() {
        return ends[next] - (next == 0 ? 0 : ends[next - 1]);
    }

    /** Most Features were read in vain. */
    boolean wasUseless() {
        return given * 2 <= count;
    }

    /** Gives back the room of large Features. */
    void trim() {
        for (int i = 0; i < count; i++) {
            if (features.get(i).geometry.positions() > MOST_KEPT_POSITIONS) {
                features.set(i, new FeatureReader(scratch, findings, geometries, classes, restoration, noDicom));
            }
        }
        count = 0;
    }

    boolean isServed() {
        return served == length;
    }

    int serve(byte[] target, int from, int most) {
        int some = Math.min(most, length - served);
        System.arraycopy(bytes, served, target, from, some);
        served += some;
        return some;
    }

    void close() throws IOException {
        scratch.close();
    }
}
