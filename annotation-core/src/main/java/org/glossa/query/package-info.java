/** What can be asked of stored annotations: where they lie and what is said of them. Knows no files. */
@NullMarked
package org.glossa.query;

import org.jspecify.annotations.NullMarked;
