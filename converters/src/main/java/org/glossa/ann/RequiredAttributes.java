package org.glossa.ann;

import java.util.List;
import org.glossa.dicom.Dictionary;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;

/** Attributes of Type 1 in the ANN IOD (PS3.3 A.87): their absence is told, and refuses nothing. */
final class RequiredAttributes {
    private static final int[] INSTANCE = {
        Tag.SOPInstanceUID,
        Tag.ContentDate,
        Tag.ContentTime,
        Tag.Modality,
        Tag.Manufacturer,
        Tag.ManufacturerModelName,
        Tag.DeviceSerialNumber,
        Tag.SoftwareVersions,
        Tag.StudyInstanceUID,
        Tag.SeriesInstanceUID,
        Tag.SeriesNumber,
        Tag.InstanceNumber,
        Tag.AnnotationGroupSequence,
        Tag.ContentLabel,
    };
    private static final int[] GROUP = {
        Tag.AnnotationGroupNumber,
        Tag.AnnotationGroupUID,
        Tag.AnnotationGroupLabel,
        Tag.AnnotationGroupGenerationType,
        Tag.NumberOfAnnotations,
        Tag.AnnotationAppliesToAllOpticalPaths,
    };
    private static final int[] ALGORITHM = {
        Tag.AlgorithmFamilyCodeSequence, Tag.AlgorithmVersion, Tag.AlgorithmName,
    };

    private RequiredAttributes() {}

    static void ofInstance(Scope instance, List<Finding> findings) {
        check(instance, INSTANCE, findings);
    }

    static void ofGroup(Scope group, List<Finding> findings) {
        check(group, GROUP, findings);
    }

    static void ofAlgorithm(Scope algorithm, List<Finding> findings) {
        check(algorithm, ALGORITHM, findings);
    }

    static void missing(Scope scope, int tag, List<Finding> findings) {
        Dictionary.Entry entry = Dictionary.lookup(tag);
        String name = entry == null ? Tag.name(tag) : entry.name();
        findings.add(Finding.error(
                "ATTRIBUTE_MISSING",
                scope.at(tag),
                scope.data().contains(tag) ? name + " without a value" : "no " + name,
                "a value",
                "write the attribute",
                "PS3.3 A.87"));
    }

    private static void check(Scope scope, int[] tags, List<Finding> findings) {
        for (int tag : tags) {
            var element = scope.data().get(tag);
            if (element == null || element.isEmpty()) {
                missing(scope, tag, findings);
            }
        }
    }
}
