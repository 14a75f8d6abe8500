package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.ann.BulkAnnotationWriter.Written;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ImageReference;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Corpus;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Sets of points that no file held, and the file that they are written to. */
abstract class WrittenPoints {
    @TempDir
    Path folder;

    DicomFile image;
    Path file;

    @BeforeEach
    void open() throws Exception {
        image = DicomFile.open(Corpus.slide("square").getFirst());
        file = folder.resolve("a.dcm");
    }

    @AfterEach
    void close() {
        image.close();
    }

    String imageUid() {
        return image.dataSet().string(Tag.SOPInstanceUID).orElseThrow();
    }

    ImageReference reference() {
        return new ImageReference("", "", "1.2.840.10008.5.1.4.1.1.77.1.6", imageUid());
    }

    AnnotationSet set(AnnotationGroup... groups) {
        return new AnnotationSet(
                "2.25.1", new CoordinateSpace.ImagePixels(imageUid()), reference(), List.of(groups), () -> {});
    }

    static AnnotationGroup points(GroupDescription description, Measurement... measurements) {
        List<double[]> points = List.of(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, -0.0});
        return new AnnotationGroup(
                description,
                GraphicType.POINT,
                RandomSets.column(GraphicType.POINT, points, Precision.FLOAT32, 2),
                List.of(measurements));
    }

    Written write(AnnotationSet set) throws Exception {
        return BulkAnnotationWriter.write(set, AnnotationContext.ofImage(image.dataSet()), file);
    }

    DataSet written(AnnotationSet set) throws Exception {
        write(set);
        return DicomFile.of(MemorySegment.ofArray(Files.readAllBytes(file))).dataSet();
    }

    AnnotationGroup readBack() throws Exception {
        BulkAnnotations read = BulkAnnotationReader.read(DicomFile.of(MemorySegment.ofArray(Files.readAllBytes(file))));
        assertThat(read.findings()).isEmpty();
        return read.set().groups().getFirst();
    }

    List<String> refusals(AnnotationSet set) {
        return refusals(set, AnnotationContext.ofImage(image.dataSet()));
    }

    List<String> refusals(AnnotationSet set, AnnotationContext context) {
        UnwritableAnnotationsException refusal = catchThrowableOfType(
                UnwritableAnnotationsException.class, () -> BulkAnnotationWriter.write(set, context, file));
        assertThat(refusal).isNotNull();
        assertThat(file).doesNotExist();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return refusal.findings().stream().map(Finding::code).toList();
    }
}
