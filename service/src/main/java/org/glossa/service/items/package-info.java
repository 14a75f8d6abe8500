/** Pages of annotations as they are sent: their formats, and the pieces in which they are encoded. */
@NullMarked
package org.glossa.service.items;

import org.jspecify.annotations.NullMarked;
