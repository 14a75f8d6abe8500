package org.glossa.service.dicomweb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.glossa.corpus.DicomBytes;
import org.glossa.service.dicomweb.SmallInstances.Ids;

/** Annotation objects of one group of points, built by hand. */
final class Points {
    private Points() {}

    /** Points on a line: (0, 0.5), (1, 0.5) … */
    static byte[] instance(Ids ids, int count) {
        ByteBuffer coordinates = ByteBuffer.allocate(count * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            coordinates.putFloat(i).putFloat(0.5f);
        }
        DicomBytes code = DicomBytes.explicitVr()
                .text(0x00080100, "SH", "84640000")
                .text(0x00080102, "SH", "SCT")
                .text(0x00080104, "LO", "Nucleus");
        return DicomBytes.explicitVr()
                .text(0x00080016, "UI", SmallInstances.ANNOTATIONS)
                .text(0x00080018, "UI", ids.instance())
                .text(0x00080060, "CS", "ANN")
                .sequence(
                        0x00081140,
                        DicomBytes.explicitVr()
                                .text(0x00081150, "UI", "1.2.840.10008.5.1.4.1.1.77.1.6")
                                .text(0x00081155, "UI", "2.25.5"))
                .text(0x0020000D, "UI", ids.study())
                .text(0x0020000E, "UI", ids.series())
                .text(0x00480301, "CS", "VOLUME")
                .text(0x006A0001, "CS", "2D")
                .sequence(
                        0x006A0002,
                        DicomBytes.explicitVr()
                                .unsignedShort(0x0040A180, 1)
                                .element(0x00660016, "OF", coordinates.array())
                                .text(0x006A0003, "UI", ids.instance() + ".1")
                                .text(0x006A0005, "LO", "points")
                                .text(0x006A0007, "CS", "MANUAL")
                                .sequence(0x006A0009, code)
                                .sequence(0x006A000A, code)
                                .unsignedLong(0x006A000C, count)
                                .text(0x006A000D, "CS", "YES")
                                .text(0x00700023, "CS", "POINT"))
                .part10(SmallInstances.ANNOTATIONS, ids.instance(), SmallInstances.EXPLICIT);
    }
}
