/** Outlines with holes as single rings, and back. */
@NullMarked
package org.glossa.outline;

import org.jspecify.annotations.NullMarked;
