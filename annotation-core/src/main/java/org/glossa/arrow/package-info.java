/**
 * Arrow IPC over memory segments: files written front to back and read by mapping without a copy, and streams written in place. The part of the format that our columns
 * need: little-endian, no compression, no dictionaries. Knows nothing of annotations.
 */
@NullMarked
package org.glossa.arrow;

import org.jspecify.annotations.NullMarked;
