package org.glossa.service.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.ImageReference;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.DicomJson;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.image.SlideImage;
import org.glossa.service.catalogue.AttributeLevel;
import org.glossa.service.catalogue.Catalogue;
import org.glossa.service.catalogue.ColumnState;
import org.glossa.service.catalogue.KeyText;
import org.glossa.service.catalogue.Series;
import org.glossa.service.catalogue.SlideLevel;
import org.glossa.service.catalogue.SlideLevel.Content;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.catalogue.Study;
import org.glossa.service.objects.IngestRecord;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue's rows of an instance from its data set. */
final class CatalogueEntries {
    /** An attribute with a longer value, bulk or sequence, is not held in the catalogue. */
    private static final long MAXIMUM_VALUE_BYTES = 16 << 10;

    private static final long MAXIMUM_ATTRIBUTES_BYTES = 256 << 10;
    /** PostgreSQL indexes at most 2,704 bytes; a character is 3 of them at most. */
    private static final int MAXIMUM_KEY_LENGTH = 800;

    private static final JsonFactory JSON = new JsonFactory();

    private CatalogueEntries() {}

    /** @param annotations the set of an annotation object, null for any other instance */
    static Catalogue.Entry of(
            DicomFile file, IngestRecord record, @Nullable AnnotationSet annotations, List<Finding> findings)
            throws IOException {
        DataSet dataSet = file.dataSet();
        return new Catalogue.Entry(
                study(dataSet), series(dataSet), instance(file, record, annotations), level(dataSet), findings);
    }

    static boolean isAnnotationObject(DataSet dataSet) {
        return dataSet.string(Tag.SOPClassUID).equals(Optional.of(BulkAnnotationReader.SOP_CLASS_UID));
    }

    private static Study study(DataSet dataSet) throws IOException {
        return new Study(
                null,
                key(dataSet, Tag.StudyInstanceUID),
                date(dataSet, Tag.StudyDate),
                key(dataSet, Tag.StudyTime),
                key(dataSet, Tag.AccessionNumber),
                key(dataSet, Tag.StudyID),
                key(dataSet, Tag.StudyDescription),
                key(dataSet, Tag.ReferringPhysicianName),
                key(dataSet, Tag.PatientName),
                key(dataSet, Tag.PatientID),
                date(dataSet, Tag.PatientBirthDate),
                key(dataSet, Tag.PatientSex),
                attributes(dataSet, tag -> AttributeLevel.of(tag) == AttributeLevel.STUDY));
    }

    private static Series series(DataSet dataSet) throws IOException {
        return new Series(
                null,
                0,
                key(dataSet, Tag.SeriesInstanceUID),
                key(dataSet, Tag.Modality),
                key(dataSet, Tag.SeriesNumber),
                key(dataSet, Tag.SeriesDescription),
                date(dataSet, Tag.SeriesDate),
                key(dataSet, Tag.BodyPartExamined),
                attributes(dataSet, tag -> AttributeLevel.of(tag) == AttributeLevel.SERIES));
    }

    private static StoredInstance instance(DicomFile file, IngestRecord record, @Nullable AnnotationSet annotations)
            throws IOException {
        DataSet dataSet = file.dataSet();
        ImageReference image = annotations == null ? null : annotations.image();
        return new StoredInstance(
                null,
                0,
                record.sopInstanceUid(),
                key(dataSet, Tag.SOPClassUID),
                key(dataSet, Tag.StudyInstanceUID),
                key(dataSet, Tag.SeriesInstanceUID),
                key(dataSet, Tag.InstanceNumber),
                date(dataSet, Tag.ContentDate),
                file.transferSyntaxUid(),
                record.sha256(),
                record.byteLength(),
                record.receivedAt(),
                annotations == null ? ColumnState.NONE : ColumnState.STORED,
                0,
                annotations == null ? 0 : annotations.annotationCount(),
                key(dataSet, Tag.FrameOfReferenceUID),
                image == null ? "" : printable(image.sopInstanceUid()),
                image == null ? "" : printable(image.seriesInstanceUid()),
                attributes(dataSet, tag -> true));
    }

    private static @Nullable SlideLevel level(DataSet dataSet) {
        return SlideImage.of(dataSet)
                .map(image -> SlideLevel.of(
                        image.level(),
                        key(dataSet, Tag.SOPInstanceUID),
                        key(dataSet, Tag.SeriesInstanceUID),
                        key(dataSet, Tag.FrameOfReferenceUID),
                        key(dataSet, Tag.PyramidUID),
                        content(image)))
                .orElse(null);
    }

    private static Content content(SlideImage image) {
        if (image.isVolume()) {
            return Content.VOLUME;
        }
        return image.isThumbnail() ? Content.THUMBNAIL : Content.OTHER;
    }

    private static String attributes(DataSet dataSet, IntPredicate isWanted) throws IOException {
        DataSet.Builder held = DataSet.builder();
        long bytes = 0;
        for (Element element : dataSet) {
            boolean isBulk = element.vr().isStream() || element.fragments() != null;
            if (isBulk
                    || !isWanted.test(element.tag())
                    || element.valueLength() > MAXIMUM_VALUE_BYTES
                    || bytes + element.valueLength() > MAXIMUM_ATTRIBUTES_BYTES) {
                continue;
            }
            bytes += element.valueLength();
            held.element(element);
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            DicomJson.write(out, held.build(), null);
        }
        return KeyText.storable(text.toString());
    }

    private static String key(DataSet dataSet, int tag) {
        return printable(dataSet.string(tag).orElse(""));
    }

    /** A date as eight digits: the form with dots (PS3.5 section 6.2, of 1993) compares likewise. */
    private static String date(DataSet dataSet, int tag) {
        return key(dataSet, tag).replace(".", "");
    }

    private static String printable(String value) {
        return KeyText.storable(value.length() > MAXIMUM_KEY_LENGTH ? value.substring(0, MAXIMUM_KEY_LENGTH) : value);
    }
}
