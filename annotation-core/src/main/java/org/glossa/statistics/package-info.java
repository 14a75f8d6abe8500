/** What the values of a measurement look like as a whole: counts, extremes, histogram, quantiles. Memory does not grow with their number. */
@NullMarked
package org.glossa.statistics;

import org.jspecify.annotations.NullMarked;
