/** Sources of conversions, and what must come of them: the rows of the conversion matrix, and GeoJSON of a seed. */
@NullMarked
package org.glossa.corpus.conversion;

import org.jspecify.annotations.NullMarked;
