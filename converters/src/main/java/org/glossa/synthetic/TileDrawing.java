package org.glossa.synthetic;

import java.util.Arrays;

/** Draws level-0 tiles of a drawn slide. One thread; the tissue, layout and index may be shared. */
final class TileDrawing {
    private final Tissue tissue;
    private final NucleusLayout layout;
    private final TileIndex index;
    private final int[] fills;
    private final float[] xy;
    private final OutlineCoverage coverage = new OutlineCoverage();

    TileDrawing(SlideRequest request, Tissue tissue, NucleusLayout layout, TileIndex index) {
        this.tissue = tissue;
        this.layout = layout;
        this.index = index;
        this.fills = new int[request.groups()];
        Arrays.setAll(fills, group -> NucleusClass.ofGroup(group).nucleusRgb());
        this.xy = new float[2 * request.vertices()];
    }

    /**
     * @param rgb takes 0xRRGGBB of each pixel, row by row; beyond the image's edge the ground goes on
     * @param tileColumn zero-based, from the left
     * @param tileRow zero-based, from the top
     */
    void draw(int[] rgb, int tileColumn, int tileRow) {
        int side = index.tilePx();
        int left = tileColumn * side;
        int top = tileRow * side;
        tissue.draw(rgb, left, top, side);
        long last = index.last(tileColumn, tileRow);
        for (long entry = index.first(tileColumn, tileRow); entry < last; entry++) {
            long annotation = index.annotation(entry);
            layout.outline(annotation, xy);
            coverage.cover(xy);
            fill(rgb, left, top, fills[layout.group(annotation)], layout.nucleus(annotation), shade(annotation));
        }
    }

    /** How light a nucleus is: 0.8 to 1.15 of its class's colour. */
    private static double shade(long annotation) {
        return 0.8 + 0.05 * (annotation * 5 % 8);
    }

    private void fill(int[] rgb, int left, int top, int colour, NucleusLayout.Nucleus nucleus, double shade) {
        int side = index.tilePx();
        int firstRow = Math.max(0, top - coverage.top());
        int lastRow = Math.min(coverage.rows(), top + side - coverage.top());
        int firstColumn = Math.max(0, left - coverage.left());
        int lastColumn = Math.min(coverage.columns(), left + side - coverage.left());
        for (int row = firstRow; row < lastRow; row++) {
            int offset = (coverage.top() + row - top) * side + coverage.left() - left;
            double dy = (coverage.top() + row + 0.5 - nucleus.centreY()) / nucleus.radius();
            for (int column = firstColumn; column < lastColumn; column++) {
                double share = coverage.share(column, row);
                if (share > 0) {
                    double dx = (coverage.left() + column + 0.5 - nucleus.centreX()) / nucleus.radius();
                    int dark = scale(colour, shade * rim(dx * dx + dy * dy));
                    rgb[offset + column] = blend(rgb[offset + column], dark, share);
                }
            }
        }
    }

    /** Darker towards the membrane: 1.15 in the middle, 0.8 at the radius. */
    private static double rim(double squareOfDistance) {
        return 1.15 - 0.35 * Math.min(1.1, squareOfDistance);
    }

    private static int scale(int colour, double factor) {
        int red = (int) ((colour >> 16 & 0xFF) * factor);
        int green = (int) ((colour >> 8 & 0xFF) * factor);
        int blue = (int) ((colour & 0xFF) * factor);
        return red << 16 | green << 8 | blue;
    }

    private static int blend(int below, int above, double share) {
        int weight = (int) (share * 256 + 0.5);
        int redAndBlue = (below & 0xFF00FF) * (256 - weight) + (above & 0xFF00FF) * weight >>> 8 & 0xFF00FF;
        int green = (below & 0x00FF00) * (256 - weight) + (above & 0x00FF00) * weight >>> 8 & 0x00FF00;
        return redAndBlue | green;
    }
}
