package org.glossa.synthetic;

import java.util.List;
import org.glossa.annotation.CodedConcept;
import org.glossa.geojson.SrgbColour;

/**
 * What a group of nuclei is.
 *
 * @param label AnnotationGroupLabel
 * @param category of CID 7150
 * @param nucleusRgb how the drawing fills it, 0xRRGGBB; dark (luma below 100)
 * @param overlay how a viewer should show its outlines; bright
 */
record NucleusClass(String label, CodedConcept category, CodedConcept type, int nucleusRgb, SrgbColour overlay) {
    /** Scheme of the classes that no standard scheme names. */
    static final String PRIVATE_SCHEME = "99GLOSSA";

    private static final CodedConcept ANATOMICAL = new CodedConcept("91723000", "SCT", "Anatomical Structure");
    private static final CodedConcept ABNORMAL =
            new CodedConcept("49755003", "SCT", "Morphologically Abnormal Structure");

    private static final List<NucleusClass> KNOWN = List.of(
            anatomical("Epithelial nuclei", "4212006", "Epithelial cell", 0x59307F, 0xFFD400),
            anatomical("Lymphocyte nuclei", "56972008", "Lymphocyte", 0x24418F, 0x00E0FF),
            new NucleusClass(
                    "Malignant nuclei",
                    ABNORMAL,
                    new CodedConcept("1187225007", "SCT", "Malignant epithelial neoplasm"),
                    0x6E3B20,
                    srgb(0xFF4D4D)),
            anatomical("Plasma cell nuclei", "113335003", "Plasma cell", 0x7A1F5C, 0x58F06A),
            anatomical("Macrophage nuclei", "58986001", "Macrophage", 0x1F5A5E, 0xFF8C1A),
            anatomical("Monocyte nuclei", "55918008", "Monocyte", 0x3B3B45, 0xFF7AE0),
            anatomical("Megakaryocyte nuclei", "23592000", "Megakaryocyte", 0x4F1D26, 0xB6FF3B),
            anatomical("Other nuclei", "84640000", "Nucleus", 0x33531F, 0x9DB4FF));

    private static NucleusClass anatomical(String label, String code, String meaning, int nucleusRgb, int overlayRgb) {
        return new NucleusClass(
                label, ANATOMICAL, new CodedConcept(code, "SCT", meaning), nucleusRgb, srgb(overlayRgb));
    }

    /**
     * Different for every group.
     *
     * @param group zero-based
     */
    static NucleusClass ofGroup(int group) {
        if (group < KNOWN.size()) {
            return KNOWN.get(group);
        }
        int number = group + 1; // zero-based to one-based
        // Hues by the golden section never meet.
        double hue = number * 0.6180339887498949 % 1;
        return anatomicalOfOwnScheme(number, mix(hue, 0x20, 0x70), mix(hue, 0x50, 0xFF));
    }

    private static NucleusClass anatomicalOfOwnScheme(int number, int nucleusRgb, int overlayRgb) {
        CodedConcept type =
                new CodedConcept("NUCLEUS" + number, PRIVATE_SCHEME, "Synthetic nucleus of class " + number);
        return new NucleusClass("Nuclei of class " + number, ANATOMICAL, type, nucleusRgb, srgb(overlayRgb));
    }

    private static SrgbColour srgb(int rgb) {
        return new SrgbColour(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    /** A colour of a hue (0 to 1, red to red) whose channels lie between two values. */
    private static int mix(double hue, int least, int most) {
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            double distance = Math.abs(((hue + channel / 3.0) % 1) * 6 - 3) - 1;
            rgb = rgb << 8 | (int) (least + Math.clamp(distance, 0, 1) * (most - least) + 0.5);
        }
        return rgb;
    }
}
