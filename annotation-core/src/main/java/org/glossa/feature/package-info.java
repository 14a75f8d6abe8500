/**
 * Objects made of annotations: Features of GeoJSON, Measurement Groups of SR. Beside the groups of a set, they say which annotations are
 * one object, and what its source says of it that no column takes.
 */
@NullMarked
package org.glossa.feature;

import org.jspecify.annotations.NullMarked;
