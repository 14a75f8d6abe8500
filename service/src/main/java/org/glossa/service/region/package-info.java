/** What is inside a box: sets at /collections, all sets of a slide at /slides, and their regions. */
@NullMarked
package org.glossa.service.region;

import org.jspecify.annotations.NullMarked;
