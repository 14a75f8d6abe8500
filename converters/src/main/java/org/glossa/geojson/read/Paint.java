package org.glossa.geojson.read;

import org.glossa.geojson.SrgbColour;
import org.jspecify.annotations.Nullable;

/**
 * Class and colour of features.
 *
 * @param members the object that {@link org.glossa.annotation.GroupExtras#featureMembers} holds
 * @param className of derived classes joined by {@code ": "}; null without a class
 * @param colour of the feature, else of its class; without alpha; null without any
 * @param classificationLeft whether {@code classification} was not understood and stays with the other members
 * @param colourLeft the same of {@code color}
 */
record Paint(
        String members,
        @Nullable String className,
        @Nullable SrgbColour colour,
        boolean classificationLeft,
        boolean colourLeft) {
    /** Nothing is said, or it was read elsewhere. */
    static final Paint NONE = new Paint("", null, null, false, false);
}
