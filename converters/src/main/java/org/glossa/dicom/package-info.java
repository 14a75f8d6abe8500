/**
 * The DICOM data set codec: Part 10 files as views over mapped memory, writing in a stream, the DICOM JSON model, the data dictionary.
 *
 * <p>Reading walks the headers only. A value stays where it is, a region of the mapped file addressed with {@code long}, until
 * somebody asks for its text or numbers; items of a sequence are parsed when they are asked for and forgotten afterwards, so that
 * a data set of 65,535 items or 100,000 fragments costs what its top level costs. Structural damage is refused on opening, with
 * byte offset and tag path, after an iterative walk over the whole structure; what peers read although it breaks a rule is read
 * and reported as a finding. Nesting is limited to {@value org.glossa.dicom.DataSet#MAXIMUM_DEPTH} levels.
 */
@NullMarked
package org.glossa.dicom;

import org.jspecify.annotations.NullMarked;
