package org.glossa.ann;

/**
 * Annotations of a group that follow one another.
 *
 * @param first zero-based
 * @param end zero-based, exclusive
 */
record AnnotationRange(long first, long end) {
    long count() {
        return end - first;
    }
}
