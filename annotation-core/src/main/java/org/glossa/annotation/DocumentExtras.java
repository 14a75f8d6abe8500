package org.glossa.annotation;

/**
 * What a source document says as a whole that its set has no place for. Opaque here.
 *
 * @param collectionMembers foreign members of a GeoJSON FeatureCollection as a JSON object; empty when there are none
 * @param report content items of an SR outside its Measurement Groups (observers, image library and the like) as a data set in DICOM JSON;
 *     empty when the source is no SR
 */
public record DocumentExtras(String collectionMembers, String report) {
    public static final DocumentExtras NONE = new DocumentExtras("", "");
}
