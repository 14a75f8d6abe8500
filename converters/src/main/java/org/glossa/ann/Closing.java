package org.glossa.ann;

/** What becomes of the last vertices of a polygon that come to lie on its first, which closes by itself (PS3.3 C.37.1.2.1.1). */
enum Closing {
    /** They are left out. */
    OPENED,
    /** They stay, because something else counts the vertices. */
    KEPT
}
