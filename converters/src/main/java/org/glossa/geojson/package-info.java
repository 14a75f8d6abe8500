/**
 * Annotations as GeoJSON in the flavour that QuPath reads: streaming, never a whole tree in memory. Coordinates are pixels or
 * millimetres of a named space, so the texts carry {@code coordRefSys} and make no claim of being geography (RFC 7946, section 4).
 */
@NullMarked
package org.glossa.geojson;

import org.jspecify.annotations.NullMarked;
