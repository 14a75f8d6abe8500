/** A conversion from one language of annotations to another: what is opened, what a caller decides, what comes out of it. */
@NullMarked
package org.glossa.convert;

import org.jspecify.annotations.NullMarked;
