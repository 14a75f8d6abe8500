package org.glossa.service.items;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DicomFile;
import org.glossa.geoarrow.RegionPlan;
import org.glossa.geoarrow.RegionPlan.Rows;
import org.glossa.geoarrow.RegionStream;
import org.glossa.geoarrow.RegionStream.Part;
import org.glossa.service.web.ProblemException;
import org.glossa.spatial.PlanarTransform;
import org.glossa.store.ColumnStore;
import org.glossa.store.RegionQuery;
import org.glossa.store.StoredSet;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GenerateProgress;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An annotation that no record batch holds; the limit is lowered from 2 GiB. */
class LargeRowsTest {
    private static final Page PAGE = new Page("", 3, 3, "https://example.org/collections/1.2", "", null);

    @TempDir
    private Path folder;

    @Test
    void areAProblemThatSaysWhatToDo() throws Exception {
        GeneratedSlide slide = SyntheticSlide.generate(
                new SlideRequest(3, 1_000, 5, 20_000, 3, SlideKind.PLAIN, AnnotationFormat.ANN),
                folder.resolve("generated"),
                GenerateProgress.SILENT);
        Path stored = folder.resolve("set");
        try (DicomFile file = DicomFile.open(slide.annotations());
                AnnotationSet set = BulkAnnotationReader.read(file).set()) {
            ColumnStore.write(set, stored, (done, total) -> {});
        }
        try (StoredSet set = StoredSet.open(stored)) {
            RegionPlan geometries = RegionPlan.geometries(Rows.OF_ONE_SET, Set.of(), set.space());
            RegionPlan source = RegionPlan.source(Rows.OF_ONE_SET, Set.of());
            geometries.add(set);
            source.add(set);
            assertThatThrownBy(() -> requireRows(set, geometries, 12_000))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContainingAll("1,000 vertices", "allowed: 12,000")
                    .hasMessageContaining("coords=source, where its coordinates take 8,000 bytes");
            assertThatCode(() -> requireRows(set, source, 12_000)).doesNotThrowAnyException();
            assertThatThrownBy(() -> requireRows(set, source, 8_000))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("https://example.org/collections/1.2?f=geojson");
        }
    }

    private static void requireRows(StoredSet set, RegionPlan plan, long mostBytes) {
        RegionQuery query = RegionQuery.everything(Set.of());
        Part part = new Part(set, query, query.run(set, 0, 10_000), plan.columns(set, PlanarTransform.IDENTITY, 0));
        RegionStream stream = RegionStream.of(plan, part, Map.of());
        ArrowEncoder.requireRows(stream.firstAbove(part, mostBytes), plan.form(), PAGE, mostBytes);
    }
}
