/**
 * Regions of stored sets as Arrow IPC streams: GeoArrow's layouts, or the source's own coordinates copied. Values are written in place
 * into memory of the caller, from the mapped columns and without an object for a row.
 */
@NullMarked
package org.glossa.geoarrow;

import org.jspecify.annotations.NullMarked;
