package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.ann.BulkAnnotationWriter.Written;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.Measurement;
import org.glossa.code.CodeItems;
import org.glossa.corpus.AllowList;
import org.glossa.corpus.DicomValidator;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DataSetWriter;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TransferSyntax;
import org.glossa.dicom.Vr;
import org.glossa.finding.Finding;
import org.glossa.finding.Severity;
import org.junit.jupiter.api.Test;

/** Measured values, those that are no numbers among them, as others and as we read them. */
class WrittenValuesTest extends WrittenPoints {
    @Test
    void values_that_are_no_numbers_are_left_out_for_others_and_restored_for_us() throws Exception {
        float strange = Float.intBitsToFloat(0x7FC12345);
        Measurement mixed = measured(RandomSets.AREA, new float[] {1, strange, 2}, true, true, true);
        Measurement none = measured(RandomSets.LENGTH, new float[] {strange, 0, 0}, true, false, false);
        Measurement empty = measured(RandomSets.AREA, new float[3], false, false, false);
        Measurement dense = measured(RandomSets.AREA, new float[] {4, 5, 6}, true, true, true);
        AnnotationGroup group = points(Descriptions.named(1, "cells"), none, mixed, empty, dense);
        Written written = write(set(group));
        assertThat(written.findings())
                .extracting(Finding::code)
                .containsExactly("MEASUREMENT_ALIKE", "NAN_MEASUREMENT_OMITTED");
        assertThat(written.findings().getFirst().got())
                .startsWith("6 times"); // three that are gone from the dense one and come to the empty one
        assertThat(written.findings().getLast().severity()).isEqualTo(Severity.LOSS);
        assertThat(written.findings().getLast().got()).startsWith("2 measured values");
        SplitGroupsTest.assertSame(readBack(), group);
        try (DicomFile made = DicomFile.open(file)) {
            List<DataSet> measurements =
                    made.dataSet().items(Tag.AnnotationGroupSequence).getFirst().items(Tag.MeasurementsSequence);
            assertThat(measurements).hasSize(2);
            DataSet values =
                    measurements.getFirst().items(Tag.MeasurementValuesSequence).getFirst();
            assertThat(values.bytes(Tag.FloatingPointValues).toArray(ValueLayout.JAVA_FLOAT))
                    .containsExactly(1, 2);
            assertThat(values.bytes(Tag.AnnotationIndexList).toArray(ValueLayout.JAVA_INT))
                    .containsExactly(1, 3);
        }
        assertThat(DicomValidator.edition2022(AllowList.empty()).errors(file)).isEmpty();
        assertThat(DicomValidator.edition2026(AllowList.empty()).errors(file)).isEmpty();
        // and again from the file
        DicomFile original = DicomFile.open(file);
        Path again = folder.resolve("again.dcm");
        try (AnnotationSet read = BulkAnnotationReader.read(original).set()) {
            BulkAnnotationWriter.write(read, AnnotationContext.ofOriginal(original.dataSet()), again);
        }
        try (AnnotationSet read =
                BulkAnnotationReader.read(DicomFile.open(again)).set()) {
            SplitGroupsTest.assertSame(read.groups().getFirst(), group);
        }
    }

    /** Values that are no numbers, with lists that do not fit them, change nothing that is read. */
    @Test
    void a_damaged_list_of_our_block_is_told_and_not_read() throws Exception {
        int[][] lists = {{0}, {4}, {2, 1}, {1, 2, 3}};
        int[] values = {1, 1, 2, 2};
        for (int i = 0; i < lists.length; i++) {
            DataSet left = DataSet.builder()
                    .sequence(Tag.ConceptNameCodeSequence, CodeItems.of(RandomSets.AREA))
                    .sequence(Tag.MeasurementUnitsCodeSequence, CodeItems.of(RandomSets.SQUARE_MICROMETRE))
                    .build();
            DataSet.Builder item = DataSet.builder();
            left.forEach(item::verbatim);
            new GlossaBlock.Builder(item)
                    .number(GlossaBlock.MEASUREMENT, 1)
                    .bytes(
                            GlossaBlock.NOT_A_NUMBER_INDEXES,
                            Vr.OL,
                            dense(lists[i]).values())
                    .bytes(
                            GlossaBlock.NOT_A_NUMBER_VALUES,
                            Vr.OF,
                            dense(new int[values[i]]).values());
            DataSet.Builder group = DataSet.builder();
            DataSet root = written(set(points(Descriptions.named(1, "cells"))));
            root.items(Tag.AnnotationGroupSequence).getFirst().forEach(group::verbatim);
            new GlossaBlock.Builder(group).sequence(GlossaBlock.LEFT_OUT, List.of(item.build()));
            DataSet.Builder damaged = DataSet.builder();
            root.forEach(damaged::verbatim);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DataSetWriter.writeFile(
                    out,
                    BulkAnnotationReader.SOP_CLASS_UID,
                    "2.25.1",
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    damaged.sequence(Tag.AnnotationGroupSequence, group.build()).build());
            BulkAnnotations read = BulkAnnotationReader.read(DicomFile.of(MemorySegment.ofArray(out.toByteArray())));
            assertThat(read.findings())
                    .as("list %d", i)
                    .extracting(Finding::code)
                    .containsExactly("PRIVATE_BLOCK_DAMAGED");
            assertThat(read.set().groups().getFirst().measurements())
                    .singleElement()
                    .satisfies(measurement ->
                            assertThat(measurement.values().isPresent(0)).isFalse());
        }
    }

    private static Measurement measured(CodedConcept concept, float[] values, boolean... present) {
        return new Measurement(concept, RandomSets.SQUARE_MICROMETRE, new RandomSets.ListedValues(values, present));
    }

    /** A NaN in the values of an instance is not ours to remove. */
    @Test
    void values_of_an_instance_keep_their_bits_even_when_they_are_no_numbers() throws Exception {
        int[] bits = {0x7FC12345, 0x00000001, 0x80000000};
        AnnotationGroup group = points(
                Descriptions.named(1, "cells"),
                new Measurement(RandomSets.AREA, RandomSets.SQUARE_MICROMETRE, dense(bits)));
        assertThat(write(set(group)).findings()).isEmpty();
        try (DicomFile made = DicomFile.open(file)) {
            assertThat(made.dataSet()
                            .items(Tag.AnnotationGroupSequence)
                            .getFirst()
                            .items(Tag.MeasurementsSequence)
                            .getFirst()
                            .items(Tag.MeasurementValuesSequence)
                            .getFirst()
                            .bytes(Tag.FloatingPointValues)
                            .toArray(ValueLayout.JAVA_INT))
                    .containsExactly(bits);
        }
    }

    private static DenseMeasurementValues dense(int... bits) {
        MemorySegment values = MemorySegment.ofArray(new byte[bits.length * Integer.BYTES]);
        MemorySegment.copy(bits, 0, values, ValueLayout.JAVA_INT_UNALIGNED, 0, bits.length);
        return new DenseMeasurementValues(values);
    }
}
