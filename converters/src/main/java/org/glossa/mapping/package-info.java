/** Which codes the class names and measurement names of QuPath stand for. */
@NullMarked
package org.glossa.mapping;

import org.jspecify.annotations.NullMarked;
