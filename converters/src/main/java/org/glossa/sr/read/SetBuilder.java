package org.glossa.sr.read;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupRole;
import org.glossa.column.ScratchColumns;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.Features;
import org.jspecify.annotations.Nullable;

/** Measured objects to groups and features; groups in the order of their first annotation. Not thread-safe. */
final class SetBuilder {
    private static final Pattern UUID_DERIVED = Pattern.compile("2\\.25\\.(0|[1-9][0-9]{0,38})");

    private final int ordinates;
    private final ScratchColumns scratch;
    private final Map<GroupKey, Integer> numbers = new HashMap<>();
    private final List<GroupColumns> groups = new ArrayList<>();
    private final FeatureColumnsBuilder features;

    /** @param ordinates 2 or 3 */
    SetBuilder(int ordinates, ScratchColumns scratch) {
        this.ordinates = ordinates;
        this.scratch = scratch;
        this.features = new FeatureColumnsBuilder(scratch);
    }

    void add(MeasuredObject object) throws IOException {
        FeatureColumnsBuilder.Said said = new FeatureColumnsBuilder.Said()
                .id(object.uid() == null ? Features.IdForm.ABSENT : Features.IdForm.TEXT, idOf(object.uid()))
                .name(object.name())
                .content(object.content());
        List<Region> regions = object.regions();
        if (regions.isEmpty()) {
            int group = group(GroupKey.of(object, GroupRole.REGIONLESS, GraphicType.POINT));
            long row = groups.get(group).row(0);
            measure(group, row, object);
            features.part(group, row, Features.BEGINS_MEMBER);
            features.feature(Features.Kind.NONE, said);
            return;
        }
        boolean multi = isMulti(regions);
        boolean first = true;
        for (Region region : regions) {
            int group = group(GroupKey.of(object, GroupRole.ANNOTATIONS, type(region)));
            int marks = first || !multi ? Features.BEGINS_MEMBER : 0;
            if (multi || region.shape() == RegionShape.MULTIPOINT) {
                marks |= Features.OF_MULTI;
            }
            add(region, group, marks, first ? object : null);
            first = false;
        }
        features.feature(regions.size() == 1 || multi ? Features.Kind.GEOMETRY : Features.Kind.COLLECTION, said);
    }

    // Several points stay regions of their own, for one Multi of points is what a MULTIPOINT is.
    private static boolean isMulti(List<Region> regions) {
        GraphicType type = type(regions.getFirst());
        return regions.size() > 1
                && type != GraphicType.POINT
                && regions.stream().allMatch(region -> type(region) == type);
    }

    private static GraphicType type(Region region) {
        GraphicType type = region.type();
        if (type == null) {
            throw new IllegalArgumentException("No columns for " + region.item());
        }
        return type;
    }

    /** @param measured whose measurements the first row holds, null for none */
    private void add(Region region, int group, int marks, @Nullable MeasuredObject measured) throws IOException {
        GroupColumns columns = groups.get(group);
        if (region.shape() != RegionShape.MULTIPOINT) {
            region.appendTo(columns.coordinates());
            long row = columns.row(region.columnVertices());
            if (measured != null) {
                measure(group, row, measured);
            }
            features.part(group, row, marks);
            return;
        }
        for (long point = 0; point < region.vertices(); point++) {
            region.appendTo(columns.coordinates(), point);
            long row = columns.row(1);
            if (measured != null && point == 0) {
                measure(group, row, measured);
            }
            features.part(group, row, point == 0 ? marks : marks & ~Features.BEGINS_MEMBER);
        }
    }

    private void measure(int group, long row, MeasuredObject object) throws IOException {
        Map<MeasuredNumber.Subject, Integer> counts = new HashMap<>();
        for (MeasuredNumber number : object.numbers()) {
            int count = counts.merge(number.subject(), 1, Integer::sum);
            groups.get(group).measure(row, number, count - 1);
        }
    }

    private int group(GroupKey key) {
        Integer known = numbers.get(key);
        if (known == null) {
            known = groups.size();
            numbers.put(key, known);
            groups.add(new GroupColumns(key, ordinates, scratch));
        }
        return known;
    }

    List<AnnotationGroup> groups() throws IOException {
        Map<CodedConcept, Set<CodedConcept>> units = new HashMap<>();
        groups.forEach(group -> group.addUnits(units));
        List<AnnotationGroup> built = new ArrayList<>(groups.size());
        for (GroupColumns group : groups) {
            built.add(group.build(built.size() + 1, units)); // zero-based to one-based
        }
        return built;
    }

    Features features() throws IOException {
        return features.build();
    }

    /** A UUID where a UID is derived from one (PS3.5 B.2), else the UID. */
    static @Nullable String idOf(@Nullable String uid) {
        if (uid == null || !UUID_DERIVED.matcher(uid).matches()) {
            return uid;
        }
        BigInteger number = new BigInteger(uid.substring(5));
        if (number.bitLength() > 128) {
            return uid;
        }
        return new UUID(number.shiftRight(64).longValue(), number.longValue()).toString();
    }
}
