/** Codes: items of Code Sequences (PS3.3 8.8) to concepts and back, and how coding schemes spell them. */
@NullMarked
package org.glossa.code;

import org.jspecify.annotations.NullMarked;
