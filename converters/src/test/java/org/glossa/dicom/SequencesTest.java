package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SequencesTest {
    /** Two items, numbers 1 and 2, the second of them nested once more: each form of length. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // all defined
                """
                6A00 0200 5351 0000 46000000
                  FEFF00E0 0A000000 4000 80A1 5553 0200 0100
                  FEFF00E0 2C000000 4000 80A1 5553 0200 0200
                    6600 2101 5351 0000 16000000
                      FEFF00E0 0E000000 0800 0001 5348 0600 6D6D20202020
                """,
                // undefined sequences, defined items
                """
                6A00 0200 5351 0000 FFFFFFFF
                  FEFF00E0 0A000000 4000 80A1 5553 0200 0100
                  FEFF00E0 34000000 4000 80A1 5553 0200 0200
                    6600 2101 5351 0000 FFFFFFFF
                      FEFF00E0 0E000000 0800 0001 5348 0600 6D6D20202020
                      FEFFDDE0 00000000
                  FEFFDDE0 00000000
                """,
                // all undefined
                """
                6A00 0200 5351 0000 FFFFFFFF
                  FEFF00E0 FFFFFFFF 4000 80A1 5553 0200 0100 FEFF0DE0 00000000
                  FEFF00E0 FFFFFFFF 4000 80A1 5553 0200 0200
                    6600 2101 5351 0000 FFFFFFFF
                      FEFF00E0 FFFFFFFF 0800 0001 5348 0600 6D6D20202020 FEFF0DE0 00000000
                      FEFFDDE0 00000000
                    FEFF0DE0 00000000
                  FEFFDDE0 00000000
                """,
                // UN of undefined length: Implicit VR inside
                """
                6A00 0200 554E 0000 FFFFFFFF
                  FEFF00E0 FFFFFFFF 4000 80A1 02000000 0100 FEFF0DE0 00000000
                  FEFF00E0 FFFFFFFF 4000 80A1 02000000 0200
                    6600 2101 FFFFFFFF
                      FEFF00E0 0E000000 0800 0001 06000000 6D6D20202020
                      FEFFDDE0 00000000
                    FEFF0DE0 00000000
                  FEFFDDE0 00000000
                """
            })
    void everyFormOfLength(String hex) throws Exception {
        DicomFile file = Bytes.explicitFile(hex + "7000 8000 4353 0200 4142");
        DataSet dataSet = file.dataSet();
        List<DataSet> groups = dataSet.items(Tag.AnnotationGroupSequence);
        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).integer(Tag.AnnotationGroupNumber)).hasValue(1);
        assertThat(groups.get(1).integer(Tag.AnnotationGroupNumber)).hasValue(2);
        assertThat(groups.get(0).items(Tag.MeasurementsSequence)).isEmpty();
        assertThat(groups.get(1)
                        .firstItem(Tag.MeasurementsSequence)
                        .orElseThrow()
                        .size())
                .isEqualTo(1);
        assertThat(dataSet.string(Tag.ContentLabel)).contains("AB");
        assertThat(dataSet.find(TagPath.parseUrl("006A0002/2/0040A180"))).isNotNull();
        assertThat(dataSet.find(TagPath.parseUrl("006A0002/2/00660121/1/00080100")))
                .isNotNull()
                .extracting(Element::strings)
                .isEqualTo(List.of("mm"));
        assertThat(dataSet.find(TagPath.parseUrl("006A0002/3/0040A180"))).isNull();
        assertThat(file.findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4000 6005 5351 0000 00000000",
                "4000 6005 5351 0000 FFFFFFFF FEFFDDE0 00000000",
                "4000 6005 554E 0000 FFFFFFFF FEFFDDE0 00000000"
            })
    void noItems(String hex) throws Exception {
        Element element = Bytes.explicitFile(hex).dataSet().iterator().next();
        assertThat(element.vr()).isEqualTo(Vr.SQ);
        assertThat(element.items()).isEmpty();
        assertThat(element.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4000 6005 5351 0000 08000000 FEFF00E0 00000000",
                "4000 6005 5351 0000 FFFFFFFF FEFF00E0 FFFFFFFF FEFF0DE0 00000000 FEFFDDE0 00000000"
            })
    void oneEmptyItem(String hex) throws Exception {
        Element element = Bytes.explicitFile(hex).dataSet().iterator().next();
        assertThat(element.items()).hasSize(1);
        assertThat(element.items().getFirst().size()).isZero();
    }

    @Test
    void privateSequencesOfUndefinedLengthInImplicitVr() throws Exception {
        DicomFile file = Bytes.implicitFile("""
                0900 1000 04000000 41434D45
                0900 0110 FFFFFFFF
                  FEFF00E0 FFFFFFFF 0800 6000 02000000 534D FEFF0DE0 00000000
                  FEFFDDE0 00000000
                """);
        assertThat(file.dataSet().firstItem(0x00091001).orElseThrow().string(Tag.Modality))
                .contains("SM");
    }

    @Test
    void encapsulatedPixelData() throws Exception {
        DicomFile file = Bytes.open(Bytes.file(TransferSyntax.JPEG_BASELINE, Bytes.hex("""
                E07F 1000 4F42 0000 FFFFFFFF
                  FEFF00E0 08000000 00000000 0C000000
                  FEFF00E0 04000000 FFD80102
                  FEFF00E0 02000000 FFD9
                  FEFF00E0 00000000
                  FEFFDDE0 00000000
                FCFF FCFF 4F42 0000 02000000 0000
                """)));
        Element pixels = file.dataSet().get(Tag.PixelData);
        assertThat(pixels).isNotNull();
        Fragments fragments = pixels.fragments();
        assertThat(fragments).isNotNull();
        assertThat(fragments.count()).isEqualTo(3);
        assertThat(bytes(fragments.offsetTable())).isEqualTo(Bytes.hex("00000000 0C000000"));
        assertThat(bytes(fragments.segment(0))).isEqualTo(Bytes.hex("FFD80102"));
        assertThat(bytes(fragments.segment(1))).isEqualTo(Bytes.hex("FFD9"));
        assertThat(fragments.segment(2).byteSize()).isZero();
        assertThatThrownBy(() -> fragments.segment(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(file.dataSet().contains(Tag.DataSetTrailingPadding)).isTrue();
    }

    @Test
    void indexOfVeryManyThingsIsRightWhereItIsThin() {
        OffsetIndex index = new OffsetIndex();
        long count = 1_000_003;
        for (long i = 0; i < count; i++) {
            index.add(i * 10 + 7);
        }
        assertThat(index.count()).isEqualTo(count);
        for (long i = 0; i < count; i += 997) {
            long held = index.heldIndex(i);
            assertThat(held).isBetween(i - 15, i);
            assertThat(index.heldOffset(i)).isEqualTo(held * 10 + 7);
        }
    }

    @Test
    void veryManyItemsAndFragmentsNeedLittleMemory() throws Exception {
        int items = 300_000;
        byte[] item = Bytes.hex("FEFF00E0 FFFFFFFF 4000 80A1 5553 0200 0100 FEFF0DE0 00000000");
        byte[] fragment = Bytes.hex("FEFF00E0 02000000 0102");
        List<byte[]> parts = new ArrayList<>();
        parts.add(Bytes.hex("6A00 0200 5351 0000 FFFFFFFF"));
        parts.addAll(Collections.nCopies(items, item));
        parts.add(Bytes.hex("FEFFDDE0 00000000 E07F 1000 4F42 0000 FFFFFFFF FEFF00E0 00000000"));
        parts.addAll(Collections.nCopies(items, fragment));
        parts.add(Bytes.hex("FEFFDDE0 00000000"));
        byte[] bytes = Bytes.file(TransferSyntax.JPEG_BASELINE, Bytes.concat(parts.toArray(new byte[0][])));
        try (DicomFile file = Bytes.open(bytes)) {
            long before = Allocation.bytesSoFar();
            List<DataSet> groups = file.dataSet().items(Tag.AnnotationGroupSequence);
            assertThat(groups).hasSize(items);
            Element pixels = file.dataSet().get(Tag.PixelData);
            assertThat(pixels).isNotNull();
            assertThat(pixels.fragments().count()).isEqualTo(items);
            assertThat(Allocation.bytesSoFar() - before).isLessThan(8L << 20);
            assertThat(groups.get(items - 1).integer(Tag.AnnotationGroupNumber)).hasValue(1);
            assertThat(bytes(pixels.fragments().segment(items - 1))).isEqualTo(Bytes.hex("0102"));
        }
    }

    private static byte[] bytes(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }
}
