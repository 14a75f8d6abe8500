/** Starting and stopping: the verb {@code serve}, the running server, and the signal that ends it. */
@NullMarked
package org.glossa.service.serve;

import org.jspecify.annotations.NullMarked;
