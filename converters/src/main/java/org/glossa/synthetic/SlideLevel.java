package org.glossa.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * One level of the pyramid; square, in square tiles.
 *
 * @param number 0 has the most pixels
 * @param sizePx rows and columns of the total pixel matrix
 * @param levelZeroSizePx the same of level 0
 * @param tilePx rows and columns of a tile
 */
record SlideLevel(int number, int sizePx, int levelZeroSizePx, int tilePx) {
    static final double LEVEL_0_SPACING_MM = 0.00025;

    private static final int LARGE_TILE_PX = 512;
    private static final int SMALL_TILE_PX = 256;
    private static final int LARGEST_SMALL_SLIDE_PX = 2048;

    // Where the top-left corner of the matrix lies beyond its extent; rows and columns run towards zero.
    private static final double CORNER_X_BEYOND_MM = 0.5;
    private static final double CORNER_Y_BEYOND_MM = 10;

    /** Level 0 and those above it, each smaller by the kind's factor, down to one tile. */
    static List<SlideLevel> pyramid(SlideRequest request) {
        int size = request.sizePx();
        int tile = size <= LARGEST_SMALL_SLIDE_PX ? SMALL_TILE_PX : LARGE_TILE_PX;
        int factor = switch (request.kind()) {
            case DRAWN -> 2;
            case PLAIN -> 4;
        };
        List<SlideLevel> levels = new ArrayList<>();
        levels.add(new SlideLevel(0, size, size, tile));
        for (int above = size; above > tile; ) {
            above = Math.ceilDiv(above, factor);
            levels.add(new SlideLevel(levels.size(), above, size, tile));
        }
        return List.copyOf(levels);
    }

    /** Tiles in a row of tiles, and in a column. */
    int tilesAcross() {
        return Math.ceilDiv(sizePx, tilePx);
    }

    int frameCount() {
        return tilesAcross() * tilesAcross();
    }

    /** Extent of the level's matrix in mm; that of level 0, so that the corners of all levels lie on each other. */
    double extentMm() {
        return levelZeroSizePx * LEVEL_0_SPACING_MM;
    }

    double spacingMm() {
        return LEVEL_0_SPACING_MM * levelZeroSizePx / sizePx;
    }

    /** X of the centre of the top-left pixel in the slide coordinate system, in mm. */
    double originXMm() {
        return extentMm() + CORNER_X_BEYOND_MM - spacingMm() / 2;
    }

    double originYMm() {
        return extentMm() + CORNER_Y_BEYOND_MM - spacingMm() / 2;
    }
}
