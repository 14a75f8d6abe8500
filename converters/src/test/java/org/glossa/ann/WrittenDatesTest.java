package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;
import org.junit.jupiter.api.Test;

/** When an instance says that its annotations were made. */
class WrittenDatesTest extends WrittenPoints {
    @Test
    void the_date_is_never_the_clocks() throws Exception {
        AnnotationSet set = set(points(Descriptions.named(1, "cells")));
        DataSet.Builder undated = DataSet.builder();
        for (Element element : image.dataSet()) {
            Vr vr = element.vr();
            if (vr != Vr.DA && vr != Vr.TM && element.tag() != Tag.PixelData) {
                undated.verbatim(element);
            }
        }
        AnnotationContext context = AnnotationContext.ofImage(undated.build());
        assertThat(refusals(set, context)).containsExactly("CONTENT_DATE_MISSING");
        BulkAnnotationWriter.write(set, context.withContentTime(LocalDateTime.of(2024, 2, 3, 4, 5, 6)), file);
        try (DicomFile made = DicomFile.open(file)) {
            assertThat(made.dataSet().string(Tag.ContentDate)).contains("20240203");
            assertThat(made.dataSet().string(Tag.ContentTime)).contains("040506");
            assertThat(made.dataSet().contains(Tag.InstanceCreationDate)).isFalse();
        }
    }

    @Test
    void the_date_is_that_of_the_image_before_its_acquisition_and_its_study() throws Exception {
        AnnotationSet set = set(points(Descriptions.named(1, "cells")));
        DataSet.Builder dated = DataSet.builder();
        image.dataSet().forEach(dated::verbatim);
        dated.string(Tag.ContentDate, "20210101")
                .string(Tag.ContentTime, "010101")
                .string(Tag.AcquisitionDate, "20220202")
                .string(Tag.AcquisitionTime, "020202")
                .string(Tag.StudyDate, "20230303")
                .string(Tag.StudyTime, "030303")
                .string(Tag.TimezoneOffsetFromUTC, "+0100");
        assertContentDate(set, dated, "20210101", "010101");
        dated.empty(Tag.ContentTime);
        assertContentDate(set, dated, "20220202", "020202");
        dated.empty(Tag.AcquisitionDate);
        assertContentDate(set, dated, "20230303", "030303");
    }

    private void assertContentDate(AnnotationSet set, DataSet.Builder image, String date, String time)
            throws Exception {
        BulkAnnotationWriter.write(set, AnnotationContext.ofImage(image.build()), file);
        try (DicomFile made = DicomFile.open(file)) {
            assertThat(made.dataSet().string(Tag.ContentDate)).contains(date);
            assertThat(made.dataSet().string(Tag.ContentTime)).contains(time);
            assertThat(made.dataSet().string(Tag.TimezoneOffsetFromUTC)).contains("+0100");
        }
    }
}
