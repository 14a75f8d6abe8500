package org.glossa.geojson;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.GroupCursor;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.jspecify.annotations.Nullable;

/** A group of a set and what all its features repeat. */
final class FeatureGroup {
    private final AnnotationGroup group;
    private final GroupCursor cursor;
    private final @Nullable GroupMembers dicom;
    private final List<RawMember> classMembers;
    private final boolean colourSupplied;
    private final List<SerializableString> measurementNames;

    FeatureGroup(AnnotationGroup group) throws IOException {
        this.group = group;
        this.cursor = new GroupCursor(group);
        this.measurementNames = names(group).stream()
                .<SerializableString>map(SerializedString::new)
                .toList();
        String said = group.description().extras().featureMembers();
        if (said.isEmpty()) {
            GroupMembers members = new GroupMembers(cursor);
            this.dicom = members;
            this.classMembers = List.of(
                    new RawMember("classification", members.classification().getValue()));
            this.colourSupplied = false;
        } else {
            this.dicom = null;
            List<RawMember> members = RawMember.of(said);
            this.colourSupplied = supplyColour(members);
            this.classMembers = members;
        }
    }

    /** A class without colour is nothing that QuPath reads. */
    private boolean supplyColour(List<RawMember> members) throws IOException {
        for (int i = 0; i < members.size(); i++) {
            RawMember member = members.get(i);
            if (!member.name().getValue().equals("classification")
                    || member.value().equals("null")
                    || RawMember.of(member.value()).stream()
                            .anyMatch(of -> of.name().getValue().equals("color"))) {
                continue;
            }
            String object = member.value();
            SrgbColour colour = SrgbColour.ofName(object); // one class, one colour, whichever groups it is in
            String separator = RawMember.of(object).isEmpty() ? "" : ",";
            members.set(
                    i,
                    new RawMember(
                            "classification",
                            object.substring(0, object.length() - 1) + separator + "\"color\":[" + colour.red() + ","
                                    + colour.green() + "," + colour.blue() + "]}"));
            return true;
        }
        return false;
    }

    /** The key of each measurement in {@code properties.measurements}: GeoJSON's own name, else one of its codes. */
    static List<String> names(AnnotationGroup group) {
        List<Measurement> measurements = group.measurements();
        List<String> ofCodes = MeasurementNames.of(new GroupCursor(group).measurementNames());
        Set<String> taken = new HashSet<>();
        measurements.forEach(measurement -> taken.add(measurement.name()));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < measurements.size(); i++) {
            String name = measurements.get(i).name();
            if (name.isEmpty()) {
                name = ofCodes.get(i);
                while (!taken.add(name)) {
                    name += " (of code)";
                }
            }
            names.add(name);
        }
        return names;
    }

    AnnotationGroup group() {
        return group;
    }

    GroupCursor at(long annotation) {
        return cursor.moveTo(annotation);
    }

    /** What features say of a group that comes from ANN or SR; null when it comes from GeoJSON. */
    @Nullable
    GroupMembers dicom() {
        return dicom;
    }

    /** {@code classification} and {@code color}. */
    List<RawMember> classMembers() {
        return classMembers;
    }

    boolean isColourSupplied() {
        return colourSupplied;
    }

    boolean hasGeometry() {
        return group.role() != GroupRole.REGIONLESS;
    }

    SerializableString measurementName(int measurement) {
        return measurementNames.get(measurement);
    }
}
