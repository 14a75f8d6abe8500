package org.glossa.convert;

import java.util.Map;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.image.SlideImage;
import org.glossa.sr.SrClasses;

/** Names of SOP classes that are met beside annotations (PS3.6 Annex A). */
final class SopClasses {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry(BulkAnnotationReader.SOP_CLASS_UID, "Microscopy Bulk Simple Annotations"),
            Map.entry(SlideImage.SOP_CLASS_UID, "VL Whole Slide Microscopy Image"),
            Map.entry("1.2.840.10008.5.1.4.1.1.88.11", "Basic Text SR"),
            Map.entry(SrClasses.ENHANCED, "Enhanced SR"),
            Map.entry(SrClasses.COMPREHENSIVE, "Comprehensive SR"),
            Map.entry(SrClasses.COMPREHENSIVE_3D, "Comprehensive 3D SR"),
            Map.entry("1.2.840.10008.5.1.4.1.1.88.59", "Key Object Selection Document"),
            Map.entry("1.2.840.10008.5.1.4.1.1.66.4", "Segmentation"),
            Map.entry("1.2.840.10008.5.1.4.1.1.66.7", "Label Map Segmentation"),
            Map.entry("1.2.840.10008.5.1.4.1.1.77.1.2", "VL Microscopic Image"),
            Map.entry("1.2.840.10008.5.1.4.1.1.7", "Secondary Capture Image"),
            Map.entry("1.2.840.10008.5.1.4.1.1.104.1", "Encapsulated PDF"),
            Map.entry("1.2.840.10008.5.1.4.1.1.11.1", "Grayscale Softcopy Presentation State"),
            Map.entry("1.2.840.10008.1.3.10", "Media Storage Directory"));

    private SopClasses() {}

    /** With its UID. */
    static String described(String uid) {
        if (uid.isEmpty()) {
            return "a DICOM object without SOP Class UID";
        }
        String name = NAMES.get(uid);
        return name == null ? "a DICOM object of SOP class " + uid : name + " (SOP class " + uid + ")";
    }
}
