/**
 * Structured reports to annotations.
 *
 * <p>What is read as the same and not kept: SRT codes of concept names that have a successor in SNOMED CT, wrong relationship types (a
 * finding tells of both), the concept name Source (260753009, SCT) or Source Image (121324, DCM) of
 * the image that a region is selected from, and the context groups
 * that codes are said to be from.
 */
@NullMarked
package org.glossa.sr.read;

import org.jspecify.annotations.NullMarked;
