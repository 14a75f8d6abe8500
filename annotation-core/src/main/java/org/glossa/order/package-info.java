/**
 * The annotations of a layer in Hilbert order, whatever their number: in memory while they are few, then through temporary files. Memory
 * is bounded by {@link org.glossa.order.BuildLimits}, not by the set.
 */
@NullMarked
package org.glossa.order;

import org.jspecify.annotations.NullMarked;
