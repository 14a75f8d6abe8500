/**
 * Level of detail: tiles, what a tile says, and the derived files from which it is answered, made while the columns are written.
 *
 * <p>Tiles are the cells of a {@link org.glossa.spatial.QuadGrid}; zoom 0 is one tile. An annotation is owned, at each zoom, by the tile
 * that holds the centre of its box ({@link org.glossa.geometry.BoxCentre}); one without a box by none. The rows of a layer lie along the
 * Hilbert curve over such a grid, so that those that a tile owns follow each other, and owned counts are differences of row numbers.
 *
 * <p>A layer has up to three files beside its columns and its tree, Arrow files like those:
 *
 * <ul>
 *   <li>{@code <layer>.points.arrow} ({@link org.glossa.detail.RowPoints}): for each row that the tree holds, centroid and area, and
 *       its place on the curve;
 *   <li>{@code <layer>.cells.arrow} ({@link org.glossa.detail.CellPyramid}): rows and annotations of each group in the cells of the
 *       grid, as deep as tiles need them that own too many to be scanned;
 *   <li>{@code <layer>.outlines.arrow} ({@link org.glossa.detail.RowOutlines}): outlines of more than 256 vertices again with fewer.
 * </ul>
 */
@NullMarked
package org.glossa.detail;

import org.jspecify.annotations.NullMarked;
