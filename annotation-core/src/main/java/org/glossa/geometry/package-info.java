/** From columns to geometry on demand (JTS), and from one coordinate space to another. */
@NullMarked
package org.glossa.geometry;

import org.jspecify.annotations.NullMarked;
