package org.glossa.geojson;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationView;

/** The JSON that stands between the numbers in every feature of a group. */
final class FeatureText {
    private final SerializableString start;
    private final SerializableString properties;
    private final List<SerializableString> measurements = new ArrayList<>();
    private final SerializableString dicom;
    private final SerializableString dicomMembers;

    /**
     * @param view on an annotation of the group
     * @param sopInstanceUid empty to leave it out
     */
    FeatureText(AnnotationView view, String sopInstanceUid) throws IOException {
        GroupMembers group = new GroupMembers(view);
        boolean isNamed = !sopInstanceUid.isEmpty();
        String id = (isNamed ? sopInstanceUid + "/" : "") + group.idPrefix();
        this.start = new SerializedString("\"type\":\"Feature\",\"id\":\"" + escaped(id));
        this.properties = new SerializedString(",\"properties\":{\"objectType\":\"annotation\",\"classification\":"
                + group.classification().getValue());
        for (int i = 0; i < view.measurementNames().size(); i++) {
            measurements.add(
                    new SerializedString("\"" + escaped(group.measurementName(i).getValue()) + "\":"));
        }
        String set = isNamed ? "\"sopInstanceUid\":\"" + escaped(sopInstanceUid) + "\"," : "";
        this.dicom = new SerializedString(",\"dicom\":{" + set + "\"annotationIndex\":");
        this.dicomMembers = group.dicomMembers();
    }

    private static String escaped(String text) {
        return new String(new SerializedString(text).asQuotedChars());
    }

    /** Up to the annotation's index in its id. */
    SerializableString start() {
        return start;
    }

    /** From the comma before {@code properties} up to the end of {@code classification}. */
    SerializableString properties() {
        return properties;
    }

    int measurementCount() {
        return measurements.size();
    }

    /** The name of a measurement and its colon. */
    SerializableString measurement(int measurement) {
        return measurements.get(measurement);
    }

    /** From the comma before {@code dicom} up to its {@code annotationIndex}. */
    SerializableString dicom() {
        return dicom;
    }

    /** @see GroupMembers#dicomMembers */
    SerializableString dicomMembers() {
        return dicomMembers;
    }
}
