/** The way of an object into the service: stored, read, made into columns; and the open sets that queries read. */
@NullMarked
package org.glossa.service.ingest;

import org.jspecify.annotations.NullMarked;
