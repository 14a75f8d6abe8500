package org.glossa.synthetic;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.glossa.annotation.CodedConcept;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DataSetWriter;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;

/** Writes levels as VL Whole Slide Microscopy Image instances (PS3.3 A.32.8), TILED_FULL, JPEG baseline. */
final class SlideObject {
    static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.77.1.6";

    private static final String JPEG_BASELINE = "1.2.840.10008.1.2.4.50";
    private static final double SECTION_THICKNESS_MM = 0.004;
    private static final CodedConcept BRIGHTFIELD = new CodedConcept("111744", "DCM", "Brightfield illumination");
    private static final CodedConcept FULL_SPECTRUM = new CodedConcept("414298005", "SCT", "Full Spectrum");

    private final GeneratedUids uids;
    private final StudyModules study;

    SlideObject(GeneratedUids uids, StudyModules study) {
        this.uids = uids;
        this.study = study;
    }

    /** @param frames JPEG of each tile, row by row from the top left */
    void write(SlideLevel level, List<MemorySegment> frames, Path file) throws IOException {
        String instanceUid = uids.image(level.number());
        DataSet.Builder dataSet = DataSet.builder();
        study.addTo(dataSet);
        addSeries(dataSet, level, instanceUid);
        addMatrix(dataSet, level);
        addPixels(dataSet, level, frames);
        addOpticalPath(dataSet);
        addFunctionalGroups(dataSet, level);
        DataSetWriter.writeFile(file, SOP_CLASS, instanceUid, JPEG_BASELINE, dataSet.build());
    }

    private void addSeries(DataSet.Builder dataSet, SlideLevel level, String instanceUid) {
        dataSet.string(Tag.SOPClassUID, SOP_CLASS)
                .string(Tag.SOPInstanceUID, instanceUid)
                .string(Tag.Modality, "SM")
                .string(Tag.SeriesInstanceUID, uids.imageSeries())
                .integers(Tag.SeriesNumber, 1)
                .string(Tag.SeriesDescription, "Synthetic slide")
                .integers(Tag.InstanceNumber, level.number() + 1)
                .string(Tag.PyramidUID, uids.of("pyramid"))
                .string(Tag.AcquisitionUID, uids.of("acquisition"))
                .string(Tag.FrameOfReferenceUID, uids.of("frame of reference"))
                .string(Tag.PositionReferenceIndicator, "SLIDE_CORNER")
                .string(Tag.AcquisitionDateTime, StudyModules.DATE + StudyModules.TIME)
                .sequence(Tag.AcquisitionContextSequence);
    }

    private void addMatrix(DataSet.Builder dataSet, SlideLevel level) {
        DataSet origin = DataSet.builder()
                .doubles(Tag.XOffsetInSlideCoordinateSystem, level.originXMm())
                .doubles(Tag.YOffsetInSlideCoordinateSystem, level.originYMm())
                .build();
        String organization = uids.of("dimension organization");
        dataSet.strings(Tag.ImageType, imageType(level))
                .string(Tag.VolumetricProperties, "VOLUME")
                .doubles(Tag.ImagedVolumeWidth, level.extentMm())
                .doubles(Tag.ImagedVolumeHeight, level.extentMm())
                .doubles(Tag.ImagedVolumeDepth, SECTION_THICKNESS_MM * 1000) // mm to um
                .integers(Tag.TotalPixelMatrixColumns, level.sizePx())
                .integers(Tag.TotalPixelMatrixRows, level.sizePx())
                .integers(Tag.TotalPixelMatrixFocalPlanes, 1)
                .sequence(Tag.TotalPixelMatrixOriginSequence, origin)
                .doubles(Tag.ImageOrientationSlide, 0, -1, 0, -1, 0, 0)
                .string(Tag.SpecimenLabelInImage, "NO")
                .string(Tag.FocusMethod, "AUTO")
                .string(Tag.ExtendedDepthOfField, "NO")
                .string(Tag.DimensionOrganizationType, "TILED_FULL")
                .sequence(
                        Tag.DimensionOrganizationSequence,
                        DataSet.builder()
                                .string(Tag.DimensionOrganizationUID, organization)
                                .build());
    }

    private static List<String> imageType(SlideLevel level) {
        return level.number() == 0
                ? List.of("ORIGINAL", "PRIMARY", "VOLUME", "NONE")
                : List.of("DERIVED", "PRIMARY", "VOLUME", "RESAMPLED");
    }

    private static void addPixels(DataSet.Builder dataSet, SlideLevel level, List<MemorySegment> frames) {
        long encodedBytes = frames.stream().mapToLong(MemorySegment::byteSize).sum();
        double pixelBytes = 3.0 * level.tilePx() * level.tilePx() * level.frameCount();
        dataSet.integers(Tag.SamplesPerPixel, 3)
                .string(Tag.PhotometricInterpretation, "YBR_FULL_422")
                .integers(Tag.PlanarConfiguration, 0)
                .integers(Tag.NumberOfFrames, level.frameCount())
                .integers(Tag.Rows, level.tilePx())
                .integers(Tag.Columns, level.tilePx())
                .integers(Tag.BitsAllocated, 8)
                .integers(Tag.BitsStored, 8)
                .integers(Tag.HighBit, 7)
                .integers(Tag.PixelRepresentation, 0)
                .string(Tag.BurnedInAnnotation, "NO")
                .string(Tag.LossyImageCompression, "01")
                .doubles(Tag.LossyImageCompressionRatio, Math.round(pixelBytes / encodedBytes * 100) / 100.0)
                .string(Tag.LossyImageCompressionMethod, "ISO_10918_1")
                .frames(Tag.PixelData, frames);
    }

    private static void addOpticalPath(DataSet.Builder dataSet) {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        DataSet path = DataSet.builder()
                .string(Tag.OpticalPathIdentifier, "1")
                .string(Tag.OpticalPathDescription, "Computed")
                .sequence(Tag.IlluminationTypeCodeSequence, StudyModules.code(BRIGHTFIELD))
                .sequence(Tag.IlluminationColorCodeSequence, StudyModules.code(FULL_SPECTRUM))
                .bytes(Tag.ICCProfile, Vr.OB, MemorySegment.ofArray(profile))
                .string(Tag.ColorSpace, "SRGB")
                .build();
        dataSet.integers(Tag.NumberOfOpticalPaths, 1).sequence(Tag.OpticalPathSequence, path);
    }

    private static void addFunctionalGroups(DataSet.Builder dataSet, SlideLevel level) {
        DataSet measures = DataSet.builder()
                .doubles(Tag.PixelSpacing, level.spacingMm(), level.spacingMm())
                .doubles(Tag.SliceThickness, SECTION_THICKNESS_MM)
                .build();
        DataSet frameType =
                DataSet.builder().strings(Tag.FrameType, imageType(level)).build();
        DataSet opticalPath =
                DataSet.builder().string(Tag.OpticalPathIdentifier, "1").build();
        dataSet.sequence(
                Tag.SharedFunctionalGroupsSequence,
                DataSet.builder()
                        .sequence(Tag.PixelMeasuresSequence, measures)
                        .sequence(Tag.WholeSlideMicroscopyImageFrameTypeSequence, frameType)
                        .sequence(Tag.OpticalPathIdentificationSequence, opticalPath)
                        .build());
    }
}
