package org.glossa.geojson.read;

import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Measurement;
import org.glossa.feature.Features;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.ledger.SetPlaces;
import org.glossa.mapping.ClassMapping;

/**
 * What the mapping stated for a DICOM object where GeoJSON says less: codes of names that it does not know, and stand-ins. All of it is
 * restorable, because our writers carry the texts of classes beside. What a target cannot carry is told by its writer.
 */
public final class MappingLosses {
    private static final String LOCAL_SCHEME = "99GLOSSA";

    private MappingLosses() {}

    /** What the texts of a group say. */
    private record GroupFacts(boolean classAbsent, boolean classUnmapped, boolean algorithmUnstated) {
        private static final GroupFacts OF_DICOM = new GroupFacts(false, false, false);

        static GroupFacts of(AnnotationGroup group) {
            String members = group.description().extras().featureMembers();
            if (members.isEmpty()) {
                return OF_DICOM;
            }
            boolean nameless = ClassFacts.of(members).nameless();
            boolean stated = !group.description().type().value().isEmpty();
            return new GroupFacts(
                    nameless && stated,
                    !nameless && group.description().type().scheme().equals(LOCAL_SCHEME),
                    group.description().algorithms().contains(ClassMapping.UNSTATED_ALGORITHM));
        }
    }

    /**
     * Notes CLASS_UNMAPPED, CLASS_ABSENT and ALGORITHM_UNSTATED for each object, MEASUREMENT_UNCODED for each measurement of a group. Groups
     * that do not come from features are passed over.
     *
     * @param losses gets {@link SetPlaces}
     */
    public static void note(AnnotationSet set, Losses losses) {
        Features features = set.features();
        if (features.isPlain()) {
            return;
        }
        List<GroupFacts> groups = set.groups().stream().map(GroupFacts::of).toList();
        for (int group = 0; group < groups.size(); group++) {
            if (!set.groups().get(group).description().extras().featureMembers().isEmpty()) {
                noteMeasurements(set, group, losses);
            }
        }
        for (long i = 0; i < features.featureCount(); i++) {
            long feature = i;
            GroupFacts its = groups.get(features.group(features.firstPart(feature)));
            Losses.Where where = () -> SetPlaces.ofFeature(feature);
            note(LedgerCode.CLASS_ABSENT, its.classAbsent(), losses, where);
            note(LedgerCode.CLASS_UNMAPPED, its.classUnmapped(), losses, where);
            note(LedgerCode.ALGORITHM_UNSTATED, its.algorithmUnstated(), losses, where);
        }
    }

    private static void noteMeasurements(AnnotationSet set, int group, Losses losses) {
        for (Measurement measurement : set.groups().get(group).measurements()) {
            note(
                    LedgerCode.MEASUREMENT_UNCODED,
                    measurement.concept().scheme().equals(LOCAL_SCHEME),
                    losses,
                    () -> place(set.features(), group, measurement));
        }
    }

    /** Where it is first measured. */
    private static String place(Features features, int group, Measurement measurement) {
        List<String> names = List.of("properties", "measurements", measurement.name());
        for (long feature = 0; feature < features.featureCount(); feature++) {
            long part = features.firstPart(feature);
            if (features.group(part) == group && measurement.values().isPresent(features.annotation(part))) {
                return SetPlaces.ofMember(feature, names);
            }
        }
        return SetPlaces.ofGroup(group);
    }

    private static void note(LedgerCode code, boolean applies, Losses losses, Losses.Where where) {
        if (applies) {
            losses.note(code, Carriage.RESTORABLE, where);
        }
    }
}
