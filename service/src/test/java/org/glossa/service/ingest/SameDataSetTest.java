package org.glossa.service.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.function.UnaryOperator;
import org.glossa.corpus.DicomBytes;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.MalformedInputException;
import org.junit.jupiter.api.Test;

final class SameDataSetTest {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String IMPLICIT = "1.2.840.10008.1.2";
    private static final String JPEG = "1.2.840.10008.1.2.4.50";

    @Test
    void lengthsPreambleMetaGroupLengthsAndPaddingDoNotCount() throws Exception {
        byte[] plain = file(DicomBytes.explicitVr(), EXPLICIT, SameDataSetTest::defined);
        byte[] undefined = file(DicomBytes.explicitVr(), EXPLICIT, set -> undefined(set, DicomBytes.explicitVr()));
        byte[] implicit = file(DicomBytes.implicitVr(), IMPLICIT, set -> undefined(set, DicomBytes.implicitVr()));
        byte[] padded = file(
                DicomBytes.explicitVr().unsignedLong(0x00080000, 28),
                EXPLICIT,
                set -> defined(set).element(0xFFFCFFFC, "OB", new byte[6]));
        byte[] otherPreamble = plain.clone();
        otherPreamble[5] = 77;

        assertThat(isSame(plain, plain.clone())).isTrue();
        assertThat(isSame(plain, undefined)).isTrue();
        assertThat(isSame(plain, implicit)).isTrue();
        assertThat(isSame(plain, padded)).isTrue();
        assertThat(isSame(plain, otherPreamble)).isTrue();
    }

    @Test
    void everyOtherBitCounts() throws Exception {
        byte[] plain = file(DicomBytes.explicitVr(), EXPLICIT, SameDataSetTest::defined);
        byte[] otherValue = file(DicomBytes.explicitVr(), EXPLICIT, set -> items(set, "1.2.4"));
        byte[] moreElements =
                file(DicomBytes.explicitVr(), EXPLICIT, set -> defined(set).text(0x00100020, "LO", "x"));
        byte[] noItems = file(
                DicomBytes.explicitVr(),
                EXPLICIT,
                set -> set.sequence(0x00081140).text(0x00100010, "PN", "A^B"));

        assertThat(isSame(plain, otherValue)).isFalse();
        assertThat(isSame(plain, moreElements)).isFalse();
        assertThat(isSame(moreElements, plain)).isFalse();
        assertThat(isSame(plain, noItems)).isFalse();
    }

    @Test
    void fragmentsCountOneByOne() throws Exception {
        byte[] two = file(
                DicomBytes.explicitVr(),
                JPEG,
                set -> set.encapsulated(0x7FE00010, new byte[] {1, 2}, new byte[] {3, 4}));
        byte[] joined =
                file(DicomBytes.explicitVr(), JPEG, set -> set.encapsulated(0x7FE00010, new byte[] {1, 2, 3, 4}));
        byte[] other = file(
                DicomBytes.explicitVr(),
                JPEG,
                set -> set.encapsulated(0x7FE00010, new byte[] {1, 2}, new byte[] {3, 5}));

        assertThat(isSame(two, two.clone())).isTrue();
        assertThat(isSame(two, joined)).isFalse();
        assertThat(isSame(two, other)).isFalse();
    }

    private static DicomBytes defined(DicomBytes set) {
        return items(set, "1.2.3");
    }

    private static DicomBytes items(DicomBytes set, String uid) {
        return set.sequence(
                        0x00081140,
                        DicomBytes.explicitVr().text(0x00081150, "UI", "1.2").text(0x00081155, "UI", uid))
                .text(0x00100010, "PN", "A^B");
    }

    private static DicomBytes undefined(DicomBytes set, DicomBytes item) {
        return set.undefinedSequence(
                        0x00081140, item.text(0x00081150, "UI", "1.2").text(0x00081155, "UI", "1.2.3"))
                .text(0x00100010, "PN", "A^B");
    }

    private static byte[] file(DicomBytes start, String syntax, UnaryOperator<DicomBytes> rest) {
        return rest.apply(start).part10("1.2", "1.2.3", syntax);
    }

    private static boolean isSame(byte[] one, byte[] other) throws MalformedInputException {
        try (DicomFile first = DicomFile.of(MemorySegment.ofArray(one));
                DicomFile second = DicomFile.of(MemorySegment.ofArray(other))) {
            return SameDataSet.inBoth(first, second);
        }
    }
}
