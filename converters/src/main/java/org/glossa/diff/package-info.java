/** What two sets of annotations differ in, whichever language each was read from. */
@NullMarked
package org.glossa.diff;

import org.jspecify.annotations.NullMarked;
