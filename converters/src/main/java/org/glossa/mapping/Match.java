package org.glossa.mapping;

/** Whether a mapping knows a name. */
public enum Match {
    MAPPED,
    /** There is a name that the mapping does not know: its code is of scheme 99GLOSSA. */
    UNMAPPED,
    /** There is no name: a stand-in. */
    ABSENT
}
