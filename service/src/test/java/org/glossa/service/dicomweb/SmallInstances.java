package org.glossa.service.dicomweb;

import org.glossa.corpus.DicomBytes;

/** Instances of some hundred bytes, built by hand. */
final class SmallInstances {
    static final String EXPLICIT = "1.2.840.10008.1.2.1";
    static final String IMPLICIT = "1.2.840.10008.1.2";
    static final String JPEG = "1.2.840.10008.1.2.4.50";
    static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
    static final String ANNOTATIONS = "1.2.840.10008.5.1.4.1.1.91.1";

    private SmallInstances() {}

    /** The UIDs of an instance. */
    record Ids(String study, String series, String instance) {
        String path() {
            return "/dicom-web/studies/" + study + "/series/" + series + "/instances/" + instance;
        }
    }

    /** An instance that no other test uses, when the number is its own. */
    static Ids ids(int number) {
        return new Ids("2.25." + number, "2.25." + number + ".1", "2.25." + number + ".1.1");
    }

    /** Identity and patient: in the order of tags, so that more may follow. */
    static DicomBytes start(DicomBytes set, Ids ids, String sopClass, String modality) {
        return set.text(0x00080005, "CS", "ISO_IR 192")
                .text(0x00080016, "UI", sopClass)
                .text(0x00080018, "UI", ids.instance())
                .text(0x00080020, "DA", "20260131")
                .text(0x00080060, "CS", modality)
                .text(0x00100010, "PN", "Müller^Anna")
                .text(0x00100020, "LO", "P-" + ids.study())
                .text(0x0020000D, "UI", ids.study())
                .text(0x0020000E, "UI", ids.series())
                .text(0x00200011, "IS", "7")
                .text(0x00200013, "IS", "1");
    }

    /** A secondary capture without pixels. */
    static byte[] plain(Ids ids) {
        return start(DicomBytes.explicitVr(), ids, SECONDARY_CAPTURE, "OT")
                .part10(SECONDARY_CAPTURE, ids.instance(), EXPLICIT);
    }

    /** Two native frames of 2 × 2 pixels: 1 2 3 4, 5 6 7 8. */
    static DicomBytes nativeFrames(DicomBytes set, Ids ids) {
        return image(set, ids)
                .element(0x7FE00010, "OB", (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 6, (byte) 7, (byte)
                        8);
    }

    /** Two encapsulated frames of which only the markers are JPEG's. */
    static byte[] encapsulated(Ids ids) {
        return image(DicomBytes.explicitVr(), ids)
                .encapsulated(
                        0x7FE00010,
                        new byte[] {(byte) 0xFF, (byte) 0xD8, 1, 2, (byte) 0xFF, (byte) 0xD9},
                        new byte[] {(byte) 0xFF, (byte) 0xD8, 3, (byte) 0xFF, (byte) 0xD9, 0})
                .part10(SECONDARY_CAPTURE, ids.instance(), JPEG);
    }

    private static DicomBytes image(DicomBytes set, Ids ids) {
        return start(set, ids, SECONDARY_CAPTURE, "OT")
                .unsignedShort(0x00280002, 1)
                .text(0x00280004, "CS", "MONOCHROME2")
                .text(0x00280008, "IS", "2")
                .unsignedShort(0x00280010, 2)
                .unsignedShort(0x00280011, 2)
                .unsignedShort(0x00280100, 8);
    }
}
