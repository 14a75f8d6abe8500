package org.glossa.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.glossa.ann.BulkAnnotationChecks;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.Measurement;
import org.glossa.command.FileInfo.Facts;
import org.glossa.command.FileInfo.GroupRow;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.geometry.PyramidLevel;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SlideImage;

/** What there is to say of a DICOM file. */
final class FileFacts {
    private static final Map<String, String> SOP_CLASSES = Map.of(
            BulkAnnotationReader.SOP_CLASS_UID,
            "Microscopy Bulk Simple Annotations",
            SlideImage.SOP_CLASS_UID,
            "VL Whole Slide Microscopy Image",
            "1.2.840.10008.5.1.4.1.1.88.33",
            "Comprehensive SR",
            "1.2.840.10008.5.1.4.1.1.88.34",
            "Comprehensive 3D SR",
            "1.2.840.10008.5.1.4.1.1.66.4",
            "Segmentation");
    private static final Map<String, String> TRANSFER_SYNTAXES = Map.of(
            "1.2.840.10008.1.2", "Implicit VR Little Endian",
            "1.2.840.10008.1.2.1", "Explicit VR Little Endian",
            "1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian",
            "1.2.840.10008.1.2.2", "Explicit VR Big Endian",
            "1.2.840.10008.1.2.4.50", "JPEG Baseline",
            "1.2.840.10008.1.2.4.70", "JPEG Lossless",
            "1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless",
            "1.2.840.10008.1.2.4.91", "JPEG 2000");

    private FileFacts() {}

    /** @throws MalformedInputException when it is an annotation object that cannot be read */
    static FileInfo of(DicomFile file) throws MalformedInputException {
        DataSet dataSet = file.dataSet();
        String sopClass = dataSet.string(Tag.SOPClassUID).orElse("");
        Facts facts = new Facts();
        if (sopClass.equals(BulkAnnotationReader.SOP_CLASS_UID)) {
            return annotations(file, facts);
        }
        Optional<SlideImage> image = SlideImage.of(dataSet);
        facts.add("kind", "Kind", image.isPresent() ? "slide" : "dicom");
        addIdentity(facts, file);
        image.ifPresent(slide -> addSlide(facts, slide, dataSet));
        return new FileInfo(facts.list(), List.of(), file.findings());
    }

    private static FileInfo annotations(DicomFile file, Facts facts) throws MalformedInputException {
        BulkAnnotations read = BulkAnnotationReader.read(file);
        AnnotationSet set = read.set();
        facts.add("kind", "Kind", "ann");
        addIdentity(facts, file);
        AnswerSpace space = AnswerSpace.ofSource(set);
        facts.add(
                        "coordinateType",
                        "Coordinate type",
                        file.dataSet().string(Tag.AnnotationCoordinateType).orElse(""))
                .add("space", "Space", space.name().word())
                .add("coordRefSys", "Coordinate system", space.coordRefSys());
        var referenced = set.image();
        if (referenced != null) {
            facts.add("referencedImage", "Referenced image", referenced.sopInstanceUid())
                    .add("referencedImageSeries", "Its series", referenced.seriesInstanceUid());
        }
        facts.add("annotationCount", "Annotations", set.annotationCount());
        List<Finding> findings = new ArrayList<>(read.findings());
        findings.addAll(BulkAnnotationChecks.run(file, set, null));
        return new FileInfo(
                facts.list(), set.groups().stream().map(FileFacts::row).toList(), findings);
    }

    private static void addIdentity(Facts facts, DicomFile file) {
        DataSet dataSet = file.dataSet();
        String sopClass = dataSet.string(Tag.SOPClassUID).orElse("");
        facts.add("sopClass", "SOP class", SOP_CLASSES.getOrDefault(sopClass, ""));
        Stream.of(
                        new Text("sopClassUID", "SOP Class UID", Tag.SOPClassUID),
                        new Text("sopInstanceUID", "SOP Instance UID", Tag.SOPInstanceUID),
                        new Text("seriesInstanceUID", "Series Instance UID", Tag.SeriesInstanceUID),
                        new Text("studyInstanceUID", "Study Instance UID", Tag.StudyInstanceUID),
                        new Text("modality", "Modality", Tag.Modality),
                        new Text("patientName", "Patient name", Tag.PatientName),
                        new Text("patientID", "Patient ID", Tag.PatientID),
                        new Text("studyDate", "Study date", Tag.StudyDate),
                        new Text("studyDescription", "Study description", Tag.StudyDescription),
                        new Text("contentLabel", "Content label", Tag.ContentLabel),
                        new Text("manufacturer", "Manufacturer", Tag.Manufacturer),
                        new Text("manufacturerModelName", "Model", Tag.ManufacturerModelName))
                .forEach(text -> facts.add(
                        text.key(), text.label(), dataSet.string(text.tag()).orElse("")));
        String syntax = file.transferSyntaxUid();
        facts.add("transferSyntaxUID", "Transfer Syntax UID", syntax)
                .add("transferSyntax", "Transfer syntax", TRANSFER_SYNTAXES.getOrDefault(syntax, ""))
                .add("byteSize", "Bytes", file.byteSize());
    }

    private record Text(String key, String label, int tag) {}

    private static void addSlide(Facts facts, SlideImage slide, DataSet dataSet) {
        PyramidLevel level = slide.level();
        facts.add("imageType", "Image type", dataSet.strings(Tag.ImageType))
                .add("frameOfReferenceUID", "Frame of Reference UID", slide.frameOfReferenceUid())
                .add("pyramidUID", "Pyramid UID", slide.pyramidUid())
                .add("concatenationSourceUID", "Concatenation source", slide.concatenationSourceUid())
                .add(
                        "totalPixelMatrix",
                        "Total pixel matrix (columns, rows)",
                        List.of(level.totalColumns(), level.totalRows()))
                .add("tile", "Tile (columns, rows)", List.of(level.tileColumns(), level.tileRows()))
                .add("frames", "Frames", slide.frameCount())
                .add("tiling", "Tiling", slide.isTiledFull() ? "TILED_FULL" : "TILED_SPARSE");
        if (slide.isPlaced()) {
            facts.add(
                            "pixelSpacing",
                            "Pixel spacing in mm (rows, columns)",
                            List.of(level.rowSpacingMm(), level.columnSpacingMm()))
                    .add("origin", "Origin in mm (X, Y)", List.of(level.originXMm(), level.originYMm()))
                    .add("imageOrientationSlide", "Image orientation (slide)", level.imageOrientationSlide());
        }
    }

    private static GroupRow row(AnnotationGroup group) {
        GroupDescription description = group.description();
        return new GroupRow(
                description.number(),
                description.uid(),
                description.label(),
                shown(description.category()),
                shown(description.type()),
                description.generation().name(),
                group.graphicType().name(),
                group.annotationCount(),
                group.coordinates().vertexCount(),
                group.coordinates().precision().name().toLowerCase(Locale.ROOT),
                group.coordinates().ordinates(),
                group.measurements().stream().map(FileFacts::shown).toList());
    }

    private static String shown(CodedConcept concept) {
        return concept.meaning().isEmpty() ? concept.value() : concept.meaning();
    }

    private static String shown(Measurement measurement) {
        return (shown(measurement.concept()) + " " + measurement.unit().value()).strip();
    }
}
