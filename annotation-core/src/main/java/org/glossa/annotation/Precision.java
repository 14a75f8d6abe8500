package org.glossa.annotation;

/** The width of stored ordinates: Point Coordinates Data (OF) or Double Point Coordinates Data (OD). */
public enum Precision {
    FLOAT32(4),
    FLOAT64(8);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one ordinate. */
    public int bytes() {
        return bytes;
    }
}
