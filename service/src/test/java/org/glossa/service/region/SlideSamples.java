package org.glossa.service.region;

import java.nio.file.Files;
import java.nio.file.Path;
import org.glossa.corpus.DicomBytes;

/**
 * Images and sets of a slide of two levels, 1000 × 800 and 250 × 200 pixels, laid out so that a pixel of level 0 is a thousandth of a
 * millimetre and the corner of the first one is at (0, 0) mm: what is where can be told without a calculation of ours.
 *
 * @param root what all UIDs begin with
 */
record SlideSamples(Path folder, String root) {
    private static final String WSI = "1.2.840.10008.5.1.4.1.1.77.1.6";
    private static final String ANN = "1.2.840.10008.5.1.4.1.1.91.1";
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";

    String levelZero() {
        return root + ".1.1";
    }

    String levelOne() {
        return root + ".1.2";
    }

    String label() {
        return root + ".1.3";
    }

    String frameOfReference() {
        return root + ".9";
    }

    private String series() {
        return root + ".1";
    }

    Path levelZeroFile() throws Exception {
        return image(levelZero(), series(), "VOLUME", frameOfReference(), 1);
    }

    Path levelOneFile() throws Exception {
        return image(levelOne(), series(), "VOLUME", frameOfReference(), 4);
    }

    Path labelFile() throws Exception {
        return image(label(), series(), "LABEL", root + ".8", 10);
    }

    /** An image of level 0 of another series in the same frame of reference. */
    Path otherPyramidFile() throws Exception {
        return image(root + ".2.1", root + ".2", "VOLUME", frameOfReference(), 1);
    }

    private Path image(String uid, String series, String content, String frameOfReference, int factor)
            throws Exception {
        String spacing = "0.00" + factor;
        String centre = factor == 1 ? "0.0005" : "0.002"; // of the first pixel
        DicomBytes image = DicomBytes.explicitVr()
                .text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\" + content + "\\NONE")
                .text(0x00080016, "UI", WSI)
                .text(0x00080018, "UI", uid)
                .text(0x00080060, "CS", "SM")
                .text(0x0020000D, "UI", root)
                .text(0x0020000E, "UI", series)
                .text(0x00200052, "UI", frameOfReference)
                .unsignedShort(0x00280010, 100)
                .unsignedShort(0x00280011, 100)
                .unsignedLong(0x00480006, 1000 / factor)
                .unsignedLong(0x00480007, 800 / factor)
                .sequence(
                        0x00480008,
                        DicomBytes.explicitVr().text(0x0040072A, "DS", centre).text(0x0040073A, "DS", centre))
                .text(0x00480102, "DS", "1\\0\\0\\0\\1\\0")
                .sequence(
                        0x52009229,
                        DicomBytes.explicitVr()
                                .sequence(
                                        0x00289110,
                                        DicomBytes.explicitVr().text(0x00280030, "DS", spacing + "\\" + spacing)));
        return Files.write(folder.resolve(uid + ".dcm"), image.part10(WSI, uid, EXPLICIT));
    }

    String set(int number) {
        return root + ".3." + number;
    }

    /** Points of one group, in pixels of an image; in millimetres of the slide, with no image named, when {@code image} is empty. */
    Path points(int number, String image, int group, float... ordinates) throws Exception {
        return set(number, 0, image, group, ordinates);
    }

    /** Points in pixels of level 0, in a set that takes the place of another one. */
    Path successor(int number, int replaced, float... ordinates) throws Exception {
        return set(number, replaced, levelZero(), 1, ordinates);
    }

    private Path set(int number, int replaced, String image, int group, float... ordinates) throws Exception {
        boolean isPlanar = !image.isEmpty();
        String uid = set(number);
        DicomBytes set = DicomBytes.explicitVr()
                .text(0x00080016, "UI", ANN)
                .text(0x00080018, "UI", uid)
                .text(0x00080060, "CS", "ANN");
        if (isPlanar) {
            set.sequence(
                    0x00081115,
                    DicomBytes.explicitVr()
                            .sequence(0x0008114A, reference(WSI, image))
                            .text(0x0020000E, "UI", series()));
            set.sequence(0x00081140, reference(WSI, image));
        }
        set.text(0x0020000D, "UI", root).text(0x0020000E, "UI", root + ".3");
        if (!isPlanar) {
            set.text(0x00200052, "UI", frameOfReference());
        }
        if (replaced > 0) {
            set.sequence(
                    0x00420013,
                    reference(ANN, set(replaced)).sequence(0x0040A170, code("121360", "DCM", "Replaced report")));
        }
        if (isPlanar) {
            set.text(0x00480301, "CS", "VOLUME");
        }
        DicomBytes nucleus = code("84640000", "SCT", "Nucleus");
        set.text(0x006A0001, "CS", isPlanar ? "2D" : "3D")
                .sequence(
                        0x006A0002,
                        DicomBytes.explicitVr()
                                .unsignedShort(0x0040A180, group)
                                .floats(0x00660016, "OF", ordinates)
                                .text(0x006A0003, "UI", uid + ".1")
                                .text(0x006A0005, "LO", "points")
                                .text(0x006A0007, "CS", "MANUAL")
                                .sequence(0x006A0009, nucleus)
                                .sequence(0x006A000A, nucleus)
                                .unsignedLong(0x006A000C, ordinates.length / (isPlanar ? 2 : 3))
                                .text(0x006A000D, "CS", "YES")
                                .text(0x00700023, "CS", "POINT"));
        return set.writeAnnotations(folder.resolve(uid + ".dcm"), uid);
    }

    private static DicomBytes reference(String sopClass, String uid) {
        return DicomBytes.explicitVr().text(0x00081150, "UI", sopClass).text(0x00081155, "UI", uid);
    }

    private static DicomBytes code(String value, String scheme, String meaning) {
        return DicomBytes.explicitVr()
                .text(0x00080100, "SH", value)
                .text(0x00080102, "SH", scheme)
                .text(0x00080104, "LO", meaning);
    }
}
