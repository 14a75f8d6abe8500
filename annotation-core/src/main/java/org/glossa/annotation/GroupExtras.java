package org.glossa.annotation;

/**
 * What other languages than bulk annotations say of all annotations of a group, or what a group says that {@link GroupDescription} has no
 * component for. Opaque here.
 *
 * @param featureMembers class and colour of GeoJSON Features as a JSON object in the one form that the GeoJSON reader gives it, so that
 *     equal ones are equal texts; empty when the source has no such thing
 * @param attributes other attributes of an Annotation Group item as an object of DICOM JSON; empty when there are none
 */
public record GroupExtras(String featureMembers, String attributes) {
    public static final GroupExtras NONE = new GroupExtras("", "");
}
