/** What a caller decides about a conversion where a target cannot say what its source says. */
@NullMarked
package org.glossa.option;

import org.jspecify.annotations.NullMarked;
