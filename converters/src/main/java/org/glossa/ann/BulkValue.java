package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.glossa.dicom.Element;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Vr;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;

/**
 * The bytes of a column. Peers that do not know OF, OD or OL write other byte or number VRs of the same layout (dcmjs: UN, and UL for
 * OL); these are read with a finding.
 */
final class BulkValue {
    private BulkValue() {}

    /** Empty when the element is absent. */
    static MemorySegment of(Scope scope, int tag, Vr expected, List<Finding> findings) throws MalformedInputException {
        Element element = scope.data().get(tag);
        if (element == null || element.vr() == expected) {
            return scope.data().bytes(tag);
        }
        Finding finding = Finding.error(
                "VR_UNEXPECTED",
                scope.at(tag),
                "VR " + element.vr(),
                "VR " + expected,
                "write the element with VR " + expected,
                "PS3.6 6");
        if (!isSameLayout(element.vr(), expected)) {
            throw new MalformedInputException(finding);
        }
        findings.add(finding);
        return element.value();
    }

    private static boolean isSameLayout(Vr found, Vr expected) {
        if (found == Vr.UN || found == Vr.OB || found == Vr.OW) {
            return true;
        }
        return expected == Vr.OF && found == Vr.FL
                || expected == Vr.OD && found == Vr.FD
                || expected == Vr.OL && found == Vr.UL;
    }
}
