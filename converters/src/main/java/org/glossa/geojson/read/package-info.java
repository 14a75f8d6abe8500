/**
 * GeoJSON of pathology as columns: any root, any size, in memory that does not depend on it. Values are bit for bit those of the text, what no
 * column takes stays beside as it was written, and what cannot be kept is told.
 */
@NullMarked
package org.glossa.geojson.read;

import org.jspecify.annotations.NullMarked;
