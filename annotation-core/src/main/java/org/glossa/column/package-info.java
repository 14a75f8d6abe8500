/** Columns that are made before they can be written: in memory while they are few, then in mapped temporary files. */
@NullMarked
package org.glossa.column;

import org.jspecify.annotations.NullMarked;
