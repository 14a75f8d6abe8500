/** Which of many stored sets are mapped: opened at their first question, leased, and closed least recently used first. */
@NullMarked
package org.glossa.open;

import org.jspecify.annotations.NullMarked;
