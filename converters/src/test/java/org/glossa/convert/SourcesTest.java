package org.glossa.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.corpus.Corpus;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.DicomJson;
import org.glossa.finding.MalformedInputException;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    private static final String POINT = "{\"type\":\"Point\",\"coordinates\":[1,2]}";

    @TempDir
    private Path folder;

    private Sources sources(Slide slide) {
        return new Sources(slide, ClassMapping.standard(), folder, Restoration.RESTORE, ConversionProgress.NONE);
    }

    private Path gzipped(String name, byte[] bytes) throws Exception {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
        }
        return file;
    }

    private void assertOpens(Path file, Language language, long annotations) throws Exception {
        try (Slide none = Slide.none();
                Source source = sources(none).open(file)) {
            assertThat(source.language()).isEqualTo(language);
            assertThat(source.set().annotationCount()).isEqualTo(annotations);
        }
    }

    @Test
    void languagesAreToldByContentAndNotByName() throws Exception {
        Path ann = Corpus.named("colour").input();
        long annotations = Corpus.named("colour").expected().annotationCount();
        Path json = Files.writeString(folder.resolve("a.dcm"), "\uFEFF \n" + POINT);
        Path dicomJson = folder.resolve("a.json");
        try (DicomFile file = DicomFile.open(ann);
                JsonGenerator out = new JsonFactory().createGenerator(Files.newBufferedWriter(dicomJson))) {
            DicomJson.write(out, file.dataSet(), path -> null);
        }
        assertOpens(ann, Language.ANN, annotations);
        assertOpens(gzipped("a.gz", Files.readAllBytes(ann)), Language.ANN, annotations);
        assertOpens(json, Language.GEOJSON, 1);
        assertOpens(gzipped("b.gz", POINT.getBytes(StandardCharsets.UTF_8)), Language.GEOJSON, 1);
        assertOpens(dicomJson, Language.ANN, annotations);
        try (var files = Files.list(folder)) {
            assertThat(files).as("no temporary file stays").hasSize(4);
        }
    }

    @Test
    void otherThingsAreNamed() throws Exception {
        Path image = Corpus.slide("square").getFirst();
        try (Slide none = Slide.none()) {
            assertThatThrownBy(() -> sources(none).open(image))
                    .isInstanceOf(ConversionRefusedException.class)
                    .hasMessageContaining("VL Whole Slide Microscopy Image")
                    .hasMessageContaining("1.2.840.10008.5.1.4.1.1.77.1.6");
            Path text = Files.writeString(folder.resolve("a.txt"), "hello there");
            assertThatThrownBy(() -> sources(none).open(text))
                    .isInstanceOf(ConversionRefusedException.class)
                    .hasMessageContaining("68 65 6C 6C 6F")
                    .hasMessageContaining("GeoJSON");
            Path empty = Files.writeString(folder.resolve("empty"), "");
            assertThatThrownBy(() -> sources(none).open(empty))
                    .isInstanceOf(ConversionRefusedException.class)
                    .hasMessageContaining("an empty file");
            byte[] whole = Files.readAllBytes(gzipped("whole.gz", POINT.getBytes(StandardCharsets.UTF_8)));
            Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 6));
            assertThatThrownBy(() -> sources(none).open(cut))
                    .isInstanceOf(MalformedInputException.class)
                    .hasMessageContaining("GZIP_DAMAGED");
            Path twice = gzipped("twice.gz", whole);
            assertThatThrownBy(() -> sources(none).open(twice))
                    .isInstanceOf(ConversionRefusedException.class)
                    .hasMessageContaining("compressed twice");
        }
    }

    @Test
    void geoJsonIsInPixelsOfTheFinestImageGiven() throws Exception {
        Path json = Files.writeString(folder.resolve("a.geojson"), POINT);
        try (Slide slide = Slide.open(List.of(Corpus.slide("square").getFirst().getParent()));
                Source source = sources(slide).open(json);
                Slide none = Slide.none();
                Source unplaced = sources(none).open(json)) {
            AnnotationSet set = source.set();
            String finest = slide.levelZero().orElseThrow().sopInstanceUid();
            assertThat(slide.images().all())
                    .allSatisfy(image -> assertThat(image.level().totalColumns())
                            .isLessThanOrEqualTo(
                                    slide.levelZero().orElseThrow().level().totalColumns()));
            assertThat(set.space()).isEqualTo(new ImagePixels(finest));
            assertThat(set.image()).isNotNull();
            assertThat(unplaced.set().space()).isEqualTo(new Level0Pixels());
            assertThat(unplaced.set().image()).isNull();
        }
    }
}
