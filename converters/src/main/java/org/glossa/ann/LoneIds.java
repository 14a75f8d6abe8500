package org.glossa.ann;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.Features;
import org.jspecify.annotations.Nullable;

/**
 * Ids that need no private element: an object alone in its group, whose id is a UUID, is known by Annotation Group UID
 * {@code 2.25.<the UUID as an integer>} (PS3.5 B.2). UUIDs of version 5 are not ids, because UIDs that the writer derives are such. Only
 * instances that the writer made of another language are read so; to others a group's UID is the group's alone.
 */
final class LoneIds {
    private static final String ROOT = "2.25.";
    private static final int DERIVED_VERSION = 5;
    private static final int VARIANT = 2;
    private static final int LAST_VERSION = 8;

    private LoneIds() {}

    /** Whether the UUID can stand for an id. */
    static boolean isId(UUID uuid) {
        return uuid.variant() == VARIANT
                && uuid.version() >= 1
                && uuid.version() <= LAST_VERSION
                && uuid.version() != DERIVED_VERSION;
    }

    static String uid(UUID uuid) {
        return ROOT + new BigInteger(uuid.toString().replace("-", ""), 16);
    }

    /** Objects with the ids that UIDs tell; null when none does. */
    static @Nullable Features of(DataSet instance, List<AnnotationGroup> groups, ScratchColumns scratch)
            throws IOException {
        String model = instance.string(Tag.ManufacturerModelName).orElse("");
        if (!model.equals(BulkAnnotationWriter.MODEL)) {
            return null;
        }
        List<@Nullable String> ids = new ArrayList<>();
        boolean any = false;
        for (AnnotationGroup group : groups) {
            String id = group.annotationCount() == 1 ? id(group.description().uid()) : null;
            any |= id != null;
            ids.add(id);
        }
        if (!any) {
            return null;
        }
        FeatureColumnsBuilder features = new FeatureColumnsBuilder(scratch);
        for (int group = 0; group < groups.size(); group++) {
            String id = ids.get(group);
            for (long annotation = 0; annotation < groups.get(group).annotationCount(); annotation++) {
                features.part(group, annotation, Features.BEGINS_MEMBER);
                features.feature(
                        Features.Kind.GEOMETRY,
                        new FeatureColumnsBuilder.Said()
                                .id(id == null ? Features.IdForm.ABSENT : Features.IdForm.TEXT, id));
            }
        }
        return features.build();
    }

    private static @Nullable String id(String uid) {
        String digits = uid.startsWith(ROOT) ? uid.substring(ROOT.length()) : "";
        boolean number = !digits.isEmpty()
                && digits.length() <= 39
                && digits.charAt(0) != '0'
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number) {
            return null;
        }
        BigInteger value = new BigInteger(digits);
        if (value.bitLength() > 128) {
            return null;
        }
        UUID uuid = new UUID(value.shiftRight(64).longValue(), value.longValue());
        return isId(uuid) ? uuid.toString() : null;
    }
}
