package org.glossa.geoarrow;

/**
 * An annotation whose record batch is larger than was allowed.
 *
 * @param group Annotation Group Number
 * @param annotationIndex one-based position in its group
 * @param vertices as the source has them
 * @param bytes of a record batch that has it alone
 * @param sourceBytes of its coordinates as the source has them
 */
public record LargeRow(int group, long annotationIndex, long vertices, long bytes, long sourceBytes) {}
