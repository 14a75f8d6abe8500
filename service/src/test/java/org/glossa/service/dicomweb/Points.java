package org.glossa.service.dicomweb;

import org.glossa.service.PointAnnotations;
import org.glossa.service.dicomweb.SmallInstances.Ids;

/** Annotation objects of one group of points, built by hand. */
final class Points {
    private Points() {}

    /** Points on a line: (0, 0.5), (1, 0.5) … */
    static byte[] instance(Ids ids, int count) {
        float[] coordinates = new float[2 * count];
        for (int i = 0; i < count; i++) {
            coordinates[2 * i] = i;
            coordinates[2 * i + 1] = 0.5f;
        }
        return PointAnnotations.object(ids.study(), ids.series(), ids.instance(), coordinates)
                .part10(SmallInstances.ANNOTATIONS, ids.instance(), SmallInstances.EXPLICIT);
    }
}
