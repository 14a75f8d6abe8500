package org.glossa.geojson.read;

import org.glossa.annotation.AnnotationSet;
import org.glossa.ledger.Losses;

/** What a DICOM object cannot say of a set that was read from GeoJSON, and no writer tells by itself. */
public final class GeoJsonLosses {
    private GeoJsonLosses() {}

    /** The DICOM object that is to be written. */
    public enum Target {
        ANN,
        SR
    }

    /** Notes it, once for each group, measurement or object concerned. */
    public static void forDicom(AnnotationSet set, Target target, FeaturePlaces places, Losses losses) {
        throw new UnsupportedOperationException();
    }
}
