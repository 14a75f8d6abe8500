package org.glossa.ann;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.feature.Features;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.jspecify.annotations.Nullable;

/** What Annotation Groups do not say of the content items of an object of a report. */
final class ContentLosses {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** Graphic Type (0070,0023) in DICOM JSON. */
    private static final String GRAPHIC_TYPE = "00700023";

    private static final int NO_PART = -1;

    private final AnnotationSet set;
    private final long feature;
    private final Losses losses;
    private final Losses.Where where;

    /** What has a place neither in columns nor under a code of its own. */
    private boolean more;

    /** An element of the array; the original of a region has a part. */
    private record Entry(String graphicType, int part, boolean isRegion) {}

    ContentLosses(AnnotationSet set, long feature, Losses losses, Losses.Where where) {
        this.set = set;
        this.feature = feature;
        this.losses = losses;
        this.where = where;
    }

    /** @param content as {@link org.glossa.feature.Features#content} has it */
    void note(String content) throws IOException {
        try (JsonParser in = JSON.createParser(content)) {
            more = in.nextToken() != JsonToken.START_ARRAY;
            while (in.nextToken() == JsonToken.START_OBJECT) {
                note(entry(in));
            }
        }
        if (more) {
            losses.note(LedgerCode.CONTENT_NOT_CARRIED, Carriage.RESTORABLE, where);
        }
    }

    private void note(Entry entry) {
        boolean drawn = entry.isRegion() && entry.part() != NO_PART;
        boolean solid = entry.isRegion() && !drawn && entry.graphicType().equals("ELLIPSOID");
        if (drawn && entry.graphicType().equals("CIRCLE") && type(entry.part()) == GraphicType.ELLIPSE) {
            losses.note(LedgerCode.CIRCLE_AS_ELLIPSE, Carriage.RESTORABLE, where);
        } else if (solid && set.sopInstanceUid().isEmpty()) {
            losses.note(LedgerCode.SOLID_NOT_CARRIED, Carriage.RESTORABLE, where);
        } else if (!solid) {
            // of a solid in a report its reader has told
            more = true;
        }
    }

    private @Nullable GraphicType type(long part) {
        Features features = set.features();
        return part < features.partCount(feature)
                ? set.groups()
                        .get(features.group(features.firstPart(feature) + part))
                        .graphicType()
                : null;
    }

    private static Entry entry(JsonParser in) throws IOException {
        String graphicType = "";
        int part = NO_PART;
        boolean region = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "part" -> {
                    part = in.getIntValue();
                    region = true;
                }
                case "item" -> graphicType = graphicType(in);
                default -> in.skipChildren();
            }
        }
        return new Entry(graphicType, part, region);
    }

    private static String graphicType(JsonParser in) throws IOException {
        String type = "";
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String tag = in.currentName();
            in.nextToken();
            if (tag.equals(GRAPHIC_TYPE)) {
                type = firstValue(in);
            } else {
                in.skipChildren();
            }
        }
        return type;
    }

    private static String firstValue(JsonParser in) throws IOException {
        String value = "";
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean values = in.currentName().equals("Value");
            if (in.nextToken() == JsonToken.START_ARRAY && values && in.nextToken() == JsonToken.VALUE_STRING) {
                value = in.getText();
                in.nextToken();
            } else {
                in.skipChildren();
            }
        }
        return value;
    }
}
