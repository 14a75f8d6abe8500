/** What a VL Whole Slide Microscopy image says of its geometry: levels, tiles, frames, and the spaces that annotations can be had in. */
@NullMarked
package org.glossa.image;

import org.jspecify.annotations.NullMarked;
