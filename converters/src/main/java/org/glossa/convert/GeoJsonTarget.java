package org.glossa.convert;

import java.io.IOException;
import java.util.List;
import org.glossa.ann.SplitGroups;
import org.glossa.convert.Conversion.Run;
import org.glossa.dicom.DataSet;
import org.glossa.geojson.FeatureCollectionWriter;
import org.glossa.geojson.GroupRemainder;
import org.glossa.image.AnswerSpace;

/** Writes GeoJSON. */
final class GeoJsonTarget {
    private GeoJsonTarget() {}

    static void write(Run run, ConversionOptions options, Slide slide, ConversionProgress progress) throws IOException {
        AnswerSpace answer = run.space();
        FeatureCollectionWriter writer =
                new FeatureCollectionWriter(answer.coordRefSys(), answer.fromSource(), answer.space());
        DataSet original = run.source().original();
        List<DataSet> remainders = original == null
                ? List.of()
                : SplitGroups.wholeItems(original).stream()
                        .map(GroupRemainder::of)
                        .toList();
        long withoutGeometry = writer.write(
                run.set(), remainders, run.target(), (done, total) -> progress.show("writing GeoJSON", done, total));
        if (original != null) {
            GeoJsonLedger.of(original, run.set(), answer, slide.images(), withoutGeometry)
                    .entries()
                    .forEach(run.ledger()::add);
        }
    }
}
