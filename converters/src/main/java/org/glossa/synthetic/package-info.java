/**
 * Synthetic whole slides: drawn or plain images with the annotations of their nuclei, for demonstrations, benchmarks and tests.
 *
 * <p>Everything follows from the {@link org.glossa.synthetic.SlideRequest}: the same request gives the same bytes. Annotations are
 * a function of (seed, ordinal), so that none of them is held on the heap; bulk columns go through mapped files. The files are
 * written by our own DICOM writer, so they never judge our own readers.
 */
@NullMarked
package org.glossa.synthetic;

import org.jspecify.annotations.NullMarked;
