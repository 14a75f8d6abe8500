/** Pure mathematics on doubles and ints: boxes, planar transforms, the Hilbert curve, the packed tree. Knows nothing of annotations. */
@NullMarked
package org.glossa.spatial;

import org.jspecify.annotations.NullMarked;
