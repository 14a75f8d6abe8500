/** Names of classes and measurements to codes. */
@NullMarked
package org.glossa.mapping;

import org.jspecify.annotations.NullMarked;
