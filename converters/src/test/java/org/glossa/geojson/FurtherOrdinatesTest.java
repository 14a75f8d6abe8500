package org.glossa.geojson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.annotation.GraphicType.ELLIPSE;
import static org.glossa.annotation.GraphicType.POLYGON;
import static org.glossa.annotation.Precision.FLOAT64;
import static org.glossa.feature.Features.BEGINS_MEMBER;
import static org.glossa.feature.Features.HOLE;
import static org.glossa.feature.Features.OF_MULTI;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GroupRole;
import org.glossa.column.ScratchColumns;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.FeatureColumnsBuilder.Said;
import org.glossa.feature.Features.Kind;
import org.glossa.image.AnswerSpace;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.outline.HolePositions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ordinates beyond the second of vertices that are not written. */
class FurtherOrdinatesTest {
    @TempDir
    Path folder;

    private final HandMadeSet made = new HandMadeSet();

    @Test
    void thoseOfAnEllipseAreTold() throws IOException {
        made.extras("{}", "")
                .group(ELLIPSE, FLOAT64, 2, new double[] {0, 5, 20, 5, 10, 0, 10, 10})
                .group(POLYGON, FLOAT64, 2, new double[] {0, 0, 9, 0, 9, 9});
        try (ScratchColumns scratch = new ScratchColumns(folder)) {
            FeatureColumnsBuilder objects = new FeatureColumnsBuilder(scratch);
            objects.part(0, 0, BEGINS_MEMBER);
            objects.feature(Kind.GEOMETRY, new Said().members("{\"positions\":[[1],[2],[3],[4]]}"));
            objects.part(1, 0, BEGINS_MEMBER);
            objects.feature(Kind.GEOMETRY, new Said().members("{\"positions\":[[1],[2],[3]]}"));
            AnnotationSet set = made.set(new CoordinateSpace.Level0Pixels(), objects.build(), DocumentExtras.NONE);
            Losses losses = new Losses();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            GeoJsonWriter.write(
                    set, AnswerSpace.ofSource(set), GeoJsonForm.COLLECTION, losses, bytes, (done, total) -> {});
            Ledger ledger = new Ledger();
            losses.addTo(ledger);
            LedgerEntry entry = ledger.entries().stream()
                    .filter(each -> each.code().equals("Z_DROPPED"))
                    .findFirst()
                    .orElseThrow();
            assertThat(entry.count()).isEqualTo(1);
            assertThat(entry.carriage()).isEqualTo(Carriage.GONE);
        }
    }

    @Test
    void thoseOfAnEllipseThatAreAllTheSameStandWithItsOutline() throws IOException {
        made.extras("{}", "").group(ELLIPSE, FLOAT64, 2, new double[] {0, 5, 20, 5, 10, 0, 10, 10});
        try (ScratchColumns scratch = new ScratchColumns(folder)) {
            FeatureColumnsBuilder objects = new FeatureColumnsBuilder(scratch);
            objects.part(0, 0, BEGINS_MEMBER);
            objects.feature(Kind.GEOMETRY, new Said().members("{\"positions\":[[7.50],[7.50],[7.50],[7.50]]}"));
            AnnotationSet set = made.set(new CoordinateSpace.Level0Pixels(), objects.build(), DocumentExtras.NONE);
            Losses losses = new Losses();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            GeoJsonWriter.write(
                    set, AnswerSpace.ofSource(set), GeoJsonForm.COLLECTION, losses, bytes, (done, total) -> {});
            assertThat(bytes.toString(StandardCharsets.UTF_8))
                    .containsPattern("\"coordinates\":\\[\\[(\\[[0-9.]+,[0-9.]+,7\\.50\\],?)+\\]\\]");
            Ledger ledger = new Ledger();
            losses.addTo(ledger);
            assertThat(ledger.entries()).extracting(LedgerEntry::code).containsExactly("ELLIPSE_POLYGONISED");
        }
    }

    @Test
    void thoseOfFilledHolesAreLeftOut() throws IOException {
        made.extras("{}", "")
                .group(POLYGON, FLOAT64, 2, new double[] {0, 0, 9, 0, 9, 9}, new double[] {20, 0, 29, 0, 29, 9})
                .group(GroupRole.HOLES, POLYGON, FLOAT64, 2, List.of(), new double[] {5, 1, 6, 1, 6, 2});
        try (ScratchColumns scratch = new ScratchColumns(folder)) {
            FeatureColumnsBuilder objects = new FeatureColumnsBuilder(scratch);
            objects.part(0, 0, BEGINS_MEMBER | OF_MULTI);
            objects.part(1, 0, HOLE | OF_MULTI);
            objects.part(0, 1, OF_MULTI);
            objects.feature(
                    Kind.GEOMETRY,
                    new Said()
                            .members(
                                    "{\"a\\\"b\":1e1,"
                                            + "\"positions\":[[1],[],[3, 3.50],[4],[5],[6],[7],[8],[9]],\"c\":{\"positions\":2}}"));
            AnnotationSet set = made.set(new CoordinateSpace.Level0Pixels(), objects.build(), DocumentExtras.NONE);
            assertThat(HolePositions.left(set, 0))
                    .isEqualTo("{\"a\\\"b\":1e1,"
                            + "\"positions\":[[1],[],[3, 3.50],[7],[8],[9]],\"c\":{\"positions\":2}}");
        }
    }
}
