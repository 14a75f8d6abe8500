package org.glossa.service.region;

import java.awt.geom.FlatteningPathIterator;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what the screen shows with and without annotations, at places that follow from the file's own coordinates.
 *
 * @param with screenshot with the annotations
 * @param without screenshot of the slide alone
 */
record ScreenCheck(BufferedImage with, BufferedImage without) {
    private static final int COLOUR_TOLERANCE = 70;
    private static final int CHANGED = 60;
    private static final int NUCLEUS_LUMA = 140;

    /**
     * What was seen at one nucleus.
     *
     * @param outlineDrawn part of the predicted outline that has pixels of the outline's colour within one pixel
     * @param outlineOnNucleus part of the outline-coloured pixels around it that have nucleus colour within two pixels
     * @param inside part of the predicted inside that has nucleus colour when the annotations are off
     * @param outside the same of a ring outside
     */
    record Seen(String id, double outlineDrawn, double outlineOnNucleus, double inside, double outside) {
        /** An outline of ours lies here, and lies on a nucleus of the slide. */
        boolean isRight() {
            return outlineDrawn > 0.9 && outlineOnNucleus > 0.95 && inside > 0.9 && outside < 0.3;
        }
    }

    List<Seen> at(List<KnownNucleus> nuclei, Viewport viewport) {
        List<Seen> all = new ArrayList<>();
        for (KnownNucleus nucleus : nuclei) {
            all.add(at(nucleus, viewport));
        }
        return all;
    }

    private Seen at(KnownNucleus nucleus, Viewport viewport) {
        Path2D path = nucleus.on(viewport);
        int[] drawn = new int[2];
        walk(path, (x, y) -> {
            drawn[1]++;
            drawn[0] += isOutlineNear(x, y, nucleus.rgb()) ? 1 : 0;
        });
        int[] on = new int[2];
        var box = path.getBounds();
        for (int y = box.y - 4; y <= box.y + box.height + 4; y++) {
            for (int x = box.x - 4; x <= box.x + box.width + 4; x++) {
                if (isOutline(x, y, nucleus.rgb())) {
                    on[1]++;
                    on[0] += isNucleusNear(x, y) ? 1 : 0;
                }
            }
        }
        return new Seen(
                nucleus.id(),
                part(drawn),
                part(on),
                ring(nucleus, viewport, 0.3, 0.7),
                ring(nucleus, viewport, 1.6, 1.9));
    }

    /** Nucleus-coloured part of the places between two multiples of the outline's distance from the centre. */
    private double ring(KnownNucleus nucleus, Viewport viewport, double from, double to) {
        KnownNucleus.Point centre = nucleus.centre();
        int[] count = new int[2];
        for (KnownNucleus.Point vertex : nucleus.outline()) {
            for (double factor = from; factor <= to; factor += (to - from) / 4) {
                int x = (int) viewport.screenX(centre.x() + factor * (vertex.x() - centre.x()));
                int y = (int) viewport.screenY(centre.y() + factor * (vertex.y() - centre.y()));
                count[1]++;
                count[0] += isNucleus(x, y) ? 1 : 0;
            }
        }
        return part(count);
    }

    private static double part(int[] count) {
        return count[1] == 0 ? 0 : (double) count[0] / count[1];
    }

    private interface Place {
        void at(int x, int y);
    }

    /** Visits a path about every half pixel. */
    private static void walk(Path2D path, Place place) {
        double[] to = new double[6];
        double lastX = 0;
        double lastY = 0;
        double startX = 0;
        double startY = 0;
        for (PathIterator i = new FlatteningPathIterator(path.getPathIterator(null), 0.1); !i.isDone(); i.next()) {
            int kind = i.currentSegment(to);
            if (kind == PathIterator.SEG_MOVETO) {
                startX = to[0];
                startY = to[1];
            } else {
                double x = kind == PathIterator.SEG_CLOSE ? startX : to[0];
                double y = kind == PathIterator.SEG_CLOSE ? startY : to[1];
                int steps = Math.max(1, (int) (2 * Math.hypot(x - lastX, y - lastY)));
                for (int step = 0; step < steps; step++) {
                    double part = (double) step / steps;
                    place.at((int) (lastX + part * (x - lastX)), (int) (lastY + part * (y - lastY)));
                }
                to[0] = x;
                to[1] = y;
            }
            lastX = to[0];
            lastY = to[1];
        }
    }

    private boolean isOutlineNear(int x, int y, int rgb) {
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                if (isOutline(x + dx, y + dy, rgb)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isNucleusNear(int x, int y) {
        for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
                if (isNucleus(x + dx, y + dy)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isOutline(int x, int y, int rgb) {
        int shown = with.getRGB(x, y);
        return distance(shown, rgb) < COLOUR_TOLERANCE && distance(shown, without.getRGB(x, y)) > CHANGED;
    }

    private boolean isNucleus(int x, int y) {
        int rgb = without.getRGB(x, y);
        int luma = (299 * (rgb >> 16 & 0xFF) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF)) / 1000;
        return luma < NUCLEUS_LUMA;
    }

    private static double distance(int a, int b) {
        int red = (a >> 16 & 0xFF) - (b >> 16 & 0xFF);
        int green = (a >> 8 & 0xFF) - (b >> 8 & 0xFF);
        int blue = (a & 0xFF) - (b & 0xFF);
        return Math.sqrt(red * red + green * green + blue * blue);
    }
}
