package org.glossa.sr;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Value Type (0040,A040) of a content item, PS3.3 table C.17.3-7. */
public enum ValueType {
    CODE,
    COMPOSITE,
    CONTAINER,
    DATE,
    DATETIME,
    IMAGE,
    NUM,
    PNAME,
    SCOORD,
    SCOORD3D,
    TABLE,
    TCOORD,
    TEXT,
    TIME,
    UIDREF,
    WAVEFORM;

    private static final Map<String, ValueType> BY_TERM =
            Arrays.stream(values()).collect(Collectors.toMap(ValueType::name, Function.identity()));

    /** The type of a defined term, null for another text. */
    public static @Nullable ValueType of(String term) {
        return BY_TERM.get(term);
    }
}
