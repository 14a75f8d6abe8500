/** What is inside a box: sets and their regions at /collections, the page at /ui, and the demo that shows both. */
@NullMarked
package org.glossa.service.region;

import org.jspecify.annotations.NullMarked;
