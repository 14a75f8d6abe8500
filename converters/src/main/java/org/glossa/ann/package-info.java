/**
 * Microscopy Bulk Simple Annotations (PS3.3 A.87, C.37): data sets to columns over the mapped file, and what is wrong with them.
 *
 * <p>Structural damage, after which nobody could say which ordinate belongs to which annotation, refuses with the offset of the
 * damaged byte. Everything else is a finding: the object is kept as it came.
 */
@NullMarked
package org.glossa.ann;

import org.jspecify.annotations.NullMarked;
