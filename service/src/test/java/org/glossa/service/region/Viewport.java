package org.glossa.service.region;

/**
 * Where the page shows which part of the slide.
 *
 * @param left screen x of the map's left edge
 * @param top screen y of the map's top edge
 * @param centreX level-0 pixel in the middle of the map
 * @param centreY level-0 pixel in the middle of the map, y down
 * @param resolution level-0 pixels per screen pixel
 */
record Viewport(
        double left, double top, double width, double height, double centreX, double centreY, double resolution) {
    double screenX(double x) {
        return left + width / 2 + (x - centreX) / resolution;
    }

    double screenY(double y) {
        return top + height / 2 + (y - centreY) / resolution;
    }

    /** Whether a point of the slide is on the screen, that far from the edges of the map and from what lies over it. */
    boolean shows(KnownNucleus.Point point, double marginPx) {
        double x = screenX(point.x()) - left;
        double y = screenY(point.y()) - top;
        return x > marginPx + 60 && y > marginPx && x < width - marginPx && y < height - marginPx - 40;
    }

    /** After the mouse dragged the slide. */
    Viewport dragged(double dx, double dy) {
        return new Viewport(left, top, width, height, centreX - dx * resolution, centreY - dy * resolution, resolution);
    }

    /** After a zoom about the middle. */
    Viewport zoomed(double factor) {
        return new Viewport(left, top, width, height, centreX, centreY, resolution / factor);
    }
}
