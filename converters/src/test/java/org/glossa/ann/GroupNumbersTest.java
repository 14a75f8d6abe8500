package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DataSetWriter;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TransferSyntax;
import org.glossa.finding.MalformedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupNumbersTest {
    @TempDir
    Path folder;

    @Test
    void each_group_has_a_number_of_its_own_and_a_stated_one_stays() throws Exception {
        assertThat(numbers(1, 1, 2, 1, 7)).containsExactly(1, 3, 2, 4, 7);
        assertThat(numbers(5, 5, 5)).containsExactly(5, 1, 2);
        assertThat(numbers(2, 3, 1)).containsExactly(2, 3, 1);
    }

    private static List<Integer> numbers(int... stated) throws Exception {
        AnnObject object = AnnObject.twoD();
        for (int number : stated) {
            object.group("POINT", 1).number(Tag.AnnotationGroupNumber, number).floats(1, 2);
        }
        try (AnnotationSet set = BulkAnnotationReader.read(object.file()).set()) {
            return set.groups().stream()
                    .map(group -> group.description().number())
                    .toList();
        }
    }

    @Test
    void more_groups_than_numbers_are_refused() throws Exception {
        DataSet tiny = DataSet.builder().string(Tag.GraphicType, "POINT").build();
        DataSet object = DataSet.builder()
                .string(Tag.SOPClassUID, BulkAnnotationReader.SOP_CLASS_UID)
                .string(Tag.SOPInstanceUID, "2.25.1")
                .string(Tag.AnnotationCoordinateType, "2D")
                .sequence(Tag.AnnotationGroupSequence, Collections.nCopies(65_536, tiny))
                .build();
        Path path = folder.resolve("many.dcm");
        DataSetWriter.writeFile(
                path, BulkAnnotationReader.SOP_CLASS_UID, "2.25.1", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, object);
        try (DicomFile file = DicomFile.open(path)) {
            assertThatThrownBy(() -> BulkAnnotationReader.read(file))
                    .isInstanceOfSatisfying(MalformedInputException.class, refusal -> {
                        assertThat(refusal.finding().code()).isEqualTo("GROUP_COUNT");
                        assertThat(refusal.finding().sentence())
                                .contains("65536")
                                .contains("65535");
                    });
        }
    }

    @Test
    void an_empty_common_z_is_no_common_z() throws Exception {
        AnnObject object = AnnObject.threeD();
        object.group("POLYGON", 2)
                .text(Tag.AnnotationAppliesToAllZPlanes, "CS", "NO")
                .text(Tag.CommonZCoordinateValue, "FD", "")
                .floats(0, 0, 1, 9, 0, 1, 9, 9, 1, 0, 9, 1, 20, 20, 1, 29, 20, 1, 29, 29, 1, 20, 29, 1)
                .indexes(1, 13);
        try (AnnotationSet set = BulkAnnotationReader.read(object.file()).set()) {
            var coordinates = set.groups().getFirst().coordinates();
            assertThat(coordinates.ordinates()).isEqualTo(3);
            assertThat(coordinates.vertexCount()).isEqualTo(8);
            assertThat(coordinates.firstVertex(1)).isEqualTo(4);
        }
    }

    @Test
    void one_degenerate_outline_does_not_condemn_a_sound_list() throws Exception {
        AnnObject object = AnnObject.twoD();
        int cells = 30;
        int outline = 400;
        float[] values = new float[2 * (cells * 20 - 18 + outline)];
        long[] first = new long[cells + 1];
        int at = 0;
        for (int cell = 0; cell <= cells; cell++) {
            first[cell] = at + 1; // zero-based to one-based
            int points = cell == 3 ? 2 : cell == cells ? outline : 20;
            double radius = cell == cells ? 3_000 : 10;
            for (int i = 0; i < points; i++) {
                values[at++] = (float) (3_000 + 100 * cell + radius * Math.cos(2 * Math.PI * i / points));
                values[at++] = (float) (3_000 + radius * Math.sin(2 * Math.PI * i / points));
            }
        }
        object.group("POLYGON", cells + 1).floats(values).indexes(first);
        var read = BulkAnnotationReader.read(object.file());
        try (AnnotationSet set = read.set()) {
            assertThat(set.annotationCount()).isEqualTo(cells + 1);
            assertThat(set.groups().getFirst().coordinates().firstVertex(4)).isEqualTo(62);
        }
    }
}
