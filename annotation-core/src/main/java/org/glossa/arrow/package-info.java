/**
 * Arrow IPC files over memory segments: written as a stream, read by mapping without a copy. The part of the format that our columns
 * need: little-endian, no compression, no dictionaries. Knows nothing of annotations.
 */
@NullMarked
package org.glossa.arrow;

import org.jspecify.annotations.NullMarked;
