/** The union of a slide's sets as one thing to query. */
@NullMarked
package org.glossa.slide;

import org.jspecify.annotations.NullMarked;
