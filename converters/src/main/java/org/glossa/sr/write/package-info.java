/** Annotations to structured reports. */
@NullMarked
package org.glossa.sr.write;

import org.jspecify.annotations.NullMarked;
