package org.glossa.service.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.geometry.Pyramid;
import org.glossa.geometry.PyramidLevel;
import org.glossa.service.ingest.SlideLookup;
import org.glossa.service.items.ItemFormat;
import org.glossa.spatial.Box;
import org.junit.jupiter.api.Test;

/** The JSON of sets with the largest coordinates that there are. */
final class CollectionJsonTest {
    private static final double MOST = Double.MAX_VALUE;
    private static final SlideLookup SLIDE = new SlideLookup.Found(
            new Pyramid("1.9", List.of(level("1.0", 4000, 0.00025), level("1.1", 1000, 0.001))), "1");
    private static final Pattern EXTENT = Pattern.compile("\"extent\":\\[([^]]*)]");

    private static PyramidLevel level(String uid, long columns, double spacing) {
        return new PyramidLevel(
                uid, columns, columns, spacing, spacing, 20, 10, List.of(0.0, -1.0, 0.0, -1.0, 0.0, 0.0), 256, 256);
    }

    /** Of the set's own space, and of others where a product, or a sum of two, is beyond all doubles. */
    @Test
    void extentsAreNumbersThatAreABox() throws Exception {
        Box bounds = new Box(-MOST, -MOST, MOST, MOST);
        for (SetShape shape : List.of(
                new SetShape(new ImagePixels("1.1"), null, List.of(), bounds),
                new SetShape(new SlideMillimetres("1.9"), null, List.of(), bounds),
                new SetShape(
                        new ImagePixels("1.1"),
                        null,
                        List.of(),
                        new Box(0, Double.NEGATIVE_INFINITY, 1, Double.POSITIVE_INFINITY)))) {
            StringWriter text = new StringWriter();
            try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
                out.writeStartObject();
                CollectionJson.writeSpaces(
                        out, new SetSpaces(shape, SLIDE, (uid, frame) -> Optional.empty()), shape.bounds());
                out.writeEndObject();
            }
            List<String> extents = EXTENT.matcher(text.toString())
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            assertThat(extents).as(text.toString()).hasSizeGreaterThan(1);
            for (String extent : extents) {
                assertThat(extent).as("numbers and no strings").doesNotContain("\"");
                RegionRequest request = RegionRequest.parse(Map.of("bbox", List.of(extent)), ItemFormat.GEOJSON);
                assertThat(request.box()).isNotNull();
            }
        }
    }
}
