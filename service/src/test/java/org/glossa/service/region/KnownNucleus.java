package org.glossa.service.region;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.corpus.Oracle;

/**
 * A nucleus as pydicom reads it from the file; no class of ours has touched its numbers.
 *
 * @param rgb the recommended display colour, 0xRRGGBB
 * @param outline vertices in level-0 pixels, y down
 */
record KnownNucleus(String id, String type, int rgb, double area, List<Point> outline) {
    record Point(double x, double y) {}

    /** Nuclei whose centre no other centre comes nearer to than {@code distancePx} in x and y. */
    static List<KnownNucleus> standingApart(Path annotations, int distancePx) throws IOException {
        Oracle.Result said = Oracle.python()
                .run(Oracle.script("known_nuclei.py").toString(), annotations.toString(), Integer.toString(distancePx))
                .orFail();
        List<KnownNucleus> nuclei = new ArrayList<>();
        for (JsonNode json : new ObjectMapper().readTree(said.out())) {
            List<Point> outline = new ArrayList<>();
            JsonNode points = json.get("points");
            for (int i = 0; i < points.size(); i += 2) {
                outline.add(
                        new Point(points.get(i).asDouble(), points.get(i + 1).asDouble()));
            }
            int rgb = json.get("rgb").get(0).asInt() << 16
                    | json.get("rgb").get(1).asInt() << 8
                    | json.get("rgb").get(2).asInt();
            nuclei.add(new KnownNucleus(
                    json.get("id").asText(),
                    json.get("class").asText(),
                    rgb,
                    json.get("area").asDouble(),
                    outline));
        }
        return nuclei;
    }

    Point centre() {
        double x = outline.stream().mapToDouble(Point::x).average().orElseThrow();
        double y = outline.stream().mapToDouble(Point::y).average().orElseThrow();
        return new Point(x, y);
    }

    /** The outline on the screen. */
    Path2D on(Viewport viewport) {
        Path2D path = new Path2D.Double();
        for (Point point : outline) {
            if (path.getCurrentPoint() == null) {
                path.moveTo(viewport.screenX(point.x()), viewport.screenY(point.y()));
            } else {
                path.lineTo(viewport.screenX(point.x()), viewport.screenY(point.y()));
            }
        }
        path.closePath();
        return path;
    }
}
