/** Conversions over HTTP: of what a request brings, and of what is stored. */
@NullMarked
package org.glossa.service.convert;

import org.jspecify.annotations.NullMarked;
