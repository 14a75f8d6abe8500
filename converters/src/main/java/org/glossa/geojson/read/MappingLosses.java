package org.glossa.geojson.read;

import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Measurement;
import org.glossa.feature.Features;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.mapping.ClassMapping;

/**
 * What a DICOM object cannot say of features, and no writer tells by itself. All of it is restorable, because our writers carry the members of
 * features and the texts of their classes beside.
 */
public final class GeoJsonLosses {
    private static final String LOCAL_SCHEME = "99GLOSSA";

    private final AnnotationSet set;
    private final Target target;
    private final FeaturePlaces places;
    private final Losses losses;
    private final MemberFacts.Cache facts = new MemberFacts.Cache();

    private GeoJsonLosses(AnnotationSet set, Target target, FeaturePlaces places, Losses losses) {
        this.set = set;
        this.target = target;
        this.places = places;
        this.losses = losses;
    }

    /** The DICOM object that is to be written. */
    public enum Target {
        ANN,
        SR
    }

    /**
     * Notes for each object, measurement or member concerned: CLASS_UNMAPPED, CLASS_ABSENT, MEASUREMENT_UNCODED, OBJECT_TYPE_NOT_CARRIED,
     * ALGORITHM_UNSTATED, ATTRIBUTE_NOT_CARRIED, PLANE_NOT_CARRIED, HIERARCHY_NOT_CARRIED, NUCLEUS_PAIRED, Z_DROPPED, and for ANN
     * COLOUR_ALPHA_NOT_CARRIED. The pairs of text {@code metadata} are noted for ANN alone: an SR says them. Groups that do not come from
     * features are passed over.
     */
    public static void forDicom(AnnotationSet set, Target target, FeaturePlaces places, Losses losses) {
        new GeoJsonLosses(set, target, places, losses).note();
    }

    /** What the texts of a group say. */
    private record GroupFacts(
            boolean fromFeatures,
            boolean classAbsent,
            boolean classUnmapped,
            boolean alpha,
            boolean algorithmUnstated) {
        static GroupFacts of(AnnotationGroup group) {
            String members = group.description().extras().featureMembers();
            ClassFacts said = ClassFacts.of(members);
            return new GroupFacts(
                    !members.isEmpty(),
                    said.nameless(),
                    !said.nameless() && group.description().type().scheme().equals(LOCAL_SCHEME),
                    said.alpha(),
                    group.description().algorithms().contains(ClassMapping.UNSTATED_ALGORITHM));
        }
    }

    private void note() {
        List<GroupFacts> groups = new ArrayList<>();
        for (AnnotationGroup group : set.groups()) {
            GroupFacts said = GroupFacts.of(group);
            groups.add(said);
            if (said.fromFeatures()) {
                noteMeasurements(group);
            }
        }
        for (String member : MemberFacts.names(set.extras().collectionMembers())) {
            note(LedgerCode.ATTRIBUTE_NOT_CARRIED, 1, () -> "/" + member);
        }
        Features features = set.features();
        if (features.isPlain()) {
            return;
        }
        for (long feature = 0; feature < features.featureCount(); feature++) {
            noteFeature(features, feature, groups);
        }
    }

    private void noteMeasurements(AnnotationGroup group) {
        for (Measurement measurement : group.measurements()) {
            if (measurement.concept().scheme().equals(LOCAL_SCHEME)) {
                String place = "\"" + measurement.name() + "\" of "
                        + group.description().label();
                note(LedgerCode.MEASUREMENT_UNCODED, 1, () -> place);
            }
        }
    }

    private void noteFeature(Features features, long feature, List<GroupFacts> groups) {
        Losses.Where where = () -> places.of(features, feature);
        GroupFacts its = groups.get(features.group(features.firstPart(feature)));
        if (!its.fromFeatures()) {
            return;
        }
        if (its.classAbsent()) {
            note(LedgerCode.CLASS_ABSENT, 1, where);
        }
        if (its.classUnmapped()) {
            note(LedgerCode.CLASS_UNMAPPED, 1, where);
        }
        if (its.algorithmUnstated()) {
            note(LedgerCode.ALGORITHM_UNSTATED, 1, where);
        }
        if (its.alpha() && target == Target.ANN) {
            note(LedgerCode.COLOUR_ALPHA_NOT_CARRIED, 1, where);
        }
        if (features.parent(feature) >= 0) {
            note(LedgerCode.HIERARCHY_NOT_CARRIED, 1, where);
        }
        if (hasNucleus(features, feature)) {
            note(LedgerCode.NUCLEUS_PAIRED, 1, where);
        }
        String members = features.members(feature);
        if (members != null) {
            MemberFacts said = facts.of(members);
            note(LedgerCode.OBJECT_TYPE_NOT_CARRIED, said.objectTypes(), where);
            note(LedgerCode.PLANE_NOT_CARRIED, said.planes(), where);
            note(LedgerCode.Z_DROPPED, said.positions(), where);
            int metadata = switch (target) {
                case ANN -> said.metadata();
                case SR -> 0;
            };
            note(LedgerCode.ATTRIBUTE_NOT_CARRIED, said.others() + metadata, where);
        }
    }

    private static boolean hasNucleus(Features features, long feature) {
        // nuclei are the last parts
        return features.has(features.firstPart(feature + 1) - 1, Features.NUCLEUS);
    }

    private void note(LedgerCode code, int times, Losses.Where where) {
        losses.note(code, Carriage.RESTORABLE, times, where);
    }
}
