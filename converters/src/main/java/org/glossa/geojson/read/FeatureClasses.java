package org.glossa.geojson.read;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.ZPlanes;
import org.glossa.geojson.SrgbColour;
import org.glossa.mapping.ClassCodes;
import org.glossa.mapping.ClassMapping;
import org.glossa.mapping.Made;
import org.jspecify.annotations.Nullable;

/** The classes of the features so far. Not thread-safe. */
final class FeatureClasses {
    private static final String UNCLASSIFIED = "Unclassified";
    private static final int MOST_OBJECT_TYPES = 1_000;
    private static final int MOST_PAINTS = 1_000;

    private final ClassMapping mapping;
    private final Map<Key, FeatureClass> classes = new HashMap<>();
    private final Map<String, Made> madeBy = new HashMap<>();
    /** Of {@link #lastMade}. */
    private final Map<Paint, FeatureClass> byPaint = new IdentityHashMap<>();

    private @Nullable Paint lastPaint;
    private @Nullable Made lastMade;
    private @Nullable FeatureClass last;

    private record Key(
            String members,
            @Nullable String className,
            @Nullable SrgbColour colour,
            Made made) {}

    FeatureClasses(ClassMapping mapping) {
        this.mapping = mapping;
    }

    /** @param objectType empty when the feature has none */
    @SuppressWarnings("ReferenceEquality") // only to spare the comparison of what is the same
    FeatureClass of(Paint paint, String objectType) {
        Made made = made(objectType);
        FeatureClass its = last;
        if (its != null && paint == lastPaint && made == lastMade) {
            return its;
        }
        if (made != lastMade || byPaint.size() > MOST_PAINTS) {
            byPaint.clear();
        }
        its = byPaint.get(paint);
        if (its != null) {
            lastPaint = paint;
            lastMade = made;
            last = its;
            return its;
        }
        Key key = new Key(paint.members(), paint.className(), paint.colour(), made);
        its = classes.computeIfAbsent(key, absent -> new FeatureClass(description(absent)));
        byPaint.put(paint, its);
        lastPaint = paint;
        lastMade = made;
        last = its;
        return its;
    }

    private Made made(String objectType) {
        Made made = madeBy.get(objectType);
        if (made == null) {
            made = mapping.made(objectType.isEmpty() ? null : objectType);
            if (madeBy.size() < MOST_OBJECT_TYPES) {
                madeBy.put(objectType, made);
            }
        }
        return made;
    }

    private GroupDescription description(Key key) {
        String name = key.className() == null ? "" : key.className();
        ClassCodes codes = name.isEmpty() ? mapping.withoutClass() : mapping.classOf(name);
        SrgbColour colour = key.colour();
        return new GroupDescription(
                0,
                "",
                name.isEmpty() ? UNCLASSIFIED : name,
                "",
                key.made().generation(),
                key.made().algorithms(),
                codes.category(),
                codes.type(),
                codes.modifiers(),
                List.of(),
                List.of(),
                colour == null ? null : colour.toCieLab(),
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED,
                new GroupExtras(key.members(), ""));
    }
}
