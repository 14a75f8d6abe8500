package org.glossa.json;

/** What a {@link JsonReader} stands on. */
public enum JsonToken {
    START_OBJECT,
    END_OBJECT,
    START_ARRAY,
    END_ARRAY,
    /** The name of a member; its value follows. */
    NAME,
    STRING,
    /** A number of RFC 8259, or NaN or an infinity as Python writes them. */
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    /** No value follows any more. */
    END;

    /** Whether a value begins and ends with this token. */
    public boolean isScalar() {
        return switch (this) {
            case STRING, NUMBER, TRUE, FALSE, NULL -> true;
            case START_OBJECT, END_OBJECT, START_ARRAY, END_ARRAY, NAME, END -> false;
        };
    }
}
