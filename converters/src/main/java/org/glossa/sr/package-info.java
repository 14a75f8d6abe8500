/**
 * Structured reports of TID 1500 "Imaging Measurement Report" (PS3.16) to annotations and back: what reader
 * ({@code org.glossa.sr.read}) and writer ({@code org.glossa.sr.write}) have in common.
 *
 * <p>Each Measurement Group (125007, DCM) is one object of {@link org.glossa.feature.Features}. What a group says that no column takes is in
 * {@link org.glossa.feature.Features#content}, in order, as an array of objects:
 *
 * <ul>
 *   <li>{@code {"item": {…}}}: a content item as a data set in DICOM JSON;
 *   <li>{@code {"item": {…}, "part": k}}: the original of the region that part k of the object (from zero) stands for, because columns alone do
 *       not say all of it; with −1 that of a region that has no part: an ELLIPSOID, one in another space than the set's, or one whose graphic
 *       type the standard does not know;
 *   <li>{@code {"container": {…}}}, only as the first: attributes of the Measurement Group's own item, such as Observation DateTime.
 * </ul>
 *
 * An item in content that says what a column says too (a name with children, a measured value with modifiers) stands for both: it is written
 * once.
 *
 * <p>{@link org.glossa.annotation.DocumentExtras#report} is the root as a data set in DICOM JSON: the attributes of {@link org.glossa.sr.ReportAttributes}
 * and the ContentSequence without Measurement Groups. The container Imaging Measurements (126010, DCM) stays in its place, with its other
 * children, and shows where the groups go.
 */
@NullMarked
package org.glossa.sr;

import org.jspecify.annotations.NullMarked;
