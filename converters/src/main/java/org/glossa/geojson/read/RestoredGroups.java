package org.glossa.geojson.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.glossa.ann.GroupDescriptionReader;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Precision;
import org.glossa.annotation.ZPlanes;
import org.glossa.dicom.DicomJsonReader;
import org.glossa.dicom.DicomJsonReader.BulkDataResolver;
import org.glossa.geojson.staged.Findings;
import org.glossa.geojson.staged.GroupColumns;
import org.glossa.geojson.staged.JsonTree;
import org.glossa.geojson.staged.RawBytes;
import org.glossa.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** Groups that were written as features by us, by what the collection, else the feature says of them. Not thread-safe. */
final class RestoredGroups {
    private final Findings findings;
    private final CollectionDicom collection;
    private final Pass pass;

    /** Of the collection; null entries as there. */
    private final List<@Nullable GroupColumns> byIndex = new ArrayList<>();

    private final Map<String, GroupColumns> byShared = new HashMap<>();
    private final Map<GroupColumns, CollectionDicom.Group> said = new IdentityHashMap<>();
    private final RawBytes lastShared = new RawBytes();
    private @Nullable GroupColumns last;

    RestoredGroups(Findings findings, CollectionDicom collection, Pass pass) {
        this.findings = findings;
        this.collection = collection;
        this.pass = pass;
    }

    /** Makes the groups of the collection as soon as it is known, also those that no feature is of. */
    void prepare(SetColumns set) throws IOException {
        while (byIndex.size() < collection.groups.size()) {
            CollectionDicom.Group group = collection.groups.get(byIndex.size());
            byIndex.add(group == null ? null : columns(group, set));
        }
    }

    private @Nullable GroupColumns columns(CollectionDicom.Group group, SetColumns set) throws IOException {
        GraphicType type = GroupJson.graphicType(group.text("graphicType"));
        if (type == null || group.item().isEmpty()) {
            return null;
        }
        GroupRole role = switch (group.text("role")) {
            case "HOLES" -> GroupRole.HOLES;
            case "REGIONLESS" -> GroupRole.REGIONLESS;
            default -> GroupRole.ANNOTATIONS;
        };
        GroupColumns columns = set.newGroup(role, type, description(group));
        columns.wanted = group.text("coordinatesVR").equals("OF") ? Precision.FLOAT32 : Precision.FLOAT64;
        columns.stride = stride(group);
        group.measurements().forEach((name, codes) -> columns.declare(name, codes.precision()));
        said.put(columns, group);
        return columns;
    }

    private int stride(CollectionDicom.Group group) {
        boolean flattened = !collection.sourceSpace.isEmpty()
                && pass == Pass.TEXT
                && !(Spaces.of(collection.answerSpace) instanceof CoordinateSpace.SlideMillimetres);
        return group.number("ordinates") == 3 && !flattened ? 3 : 2;
    }

    private static GroupDescription description(CollectionDicom.Group group) throws IOException {
        GroupDescription item = GroupDescriptionReader.read(
                DicomJsonReader.read(CollectionDicom.stream(group.item()), BulkDataResolver.NONE)
                        .getFirst());
        ZPlanes planes = switch (group.text("zPlanes")) {
            case "ALL" -> ZPlanes.ALL;
            case "OWN" -> ZPlanes.OWN;
            default -> ZPlanes.UNSTATED;
        };
        return new GroupDescription(
                item.number(),
                item.uid(),
                item.label(),
                item.description(),
                item.generation(),
                item.algorithms(),
                item.category(),
                item.type(),
                item.typeModifiers(),
                item.opticalPaths(),
                item.commonZ(),
                item.colour(),
                planes,
                item.anatomy(),
                new GroupExtras("", group.attributes()));
    }

    /** A group by its index in the collection, null when the collection has no such one. */
    @Nullable
    GroupColumns group(int index) {
        return index >= 0 && index < byIndex.size() ? byIndex.get(index) : null;
    }

    /** The group that a feature describes, which stands without its collection; null when it does not. */
    @Nullable
    GroupColumns described(DicomMember dicom, SetColumns set) throws IOException {
        if (last != null && dicom.shared.sameAs(lastShared)) {
            return last;
        }
        String text = dicom.shared.text();
        GroupColumns columns = byShared.get(text);
        if (columns == null) {
            JsonReader in = new JsonReader(dicom.shared.stream());
            in.next();
            Map<?, ?> members = JsonTree.members(JsonTree.read(in));
            GraphicType type = GroupJson.graphicType(JsonTree.text(members.get("graphicType")));
            if (type == null || !members.containsKey("groupUID")) {
                return null;
            }
            columns = set.newGroup(GroupRole.ANNOTATIONS, type, GroupJson.description(members));
            boolean floats = JsonTree.text(members.get("coordinatesVR")).equals("OF");
            columns.wanted = floats ? Precision.FLOAT32 : Precision.FLOAT64;
            byShared.put(text, columns);
        }
        lastShared.copyOf(dicom.shared);
        last = columns;
        return columns;
    }

    /** Ends any group of the set. */
    AnnotationGroup finish(GroupColumns columns, GroupDescription description, GroupColumns.Codes mapping)
            throws IOException {
        CollectionDicom.Group group = said.get(columns);
        if (group == null) {
            return columns.finish(description, mapping, findings);
        }
        return columns.finish(
                description,
                name -> {
                    CollectionDicom.Codes codes = group.measurements().get(name);
                    return codes == null ? mapping.of(name) : new GroupColumns.Coded(codes.concept(), codes.unit(), "");
                },
                findings);
    }
}
