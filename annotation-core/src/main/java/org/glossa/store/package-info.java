/** Files on disk: Hilbert-ordered Arrow columns, packed trees, a manifest written last; opened by mapping, never by copying. */
@NullMarked
package org.glossa.store;

import org.jspecify.annotations.NullMarked;
