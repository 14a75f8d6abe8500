/** The vocabulary of annotation objects (PS3.3 C.37) and the columns that hold them. Nothing here copies bulk values to the heap. */
@NullMarked
package org.glossa.annotation;

import org.jspecify.annotations.NullMarked;
