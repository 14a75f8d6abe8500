package org.glossa.service.region;

import java.io.IOException;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.geoarrow.RegionPlan;
import org.glossa.geoarrow.RegionPlan.Rows;
import org.glossa.service.items.ArrowEncoder;
import org.glossa.service.items.FeatureCollectionEncoder;
import org.glossa.service.items.ItemFormat;
import org.glossa.service.items.ItemsEncoder;
import org.glossa.service.items.Page;
import org.glossa.service.items.PageParts;
import org.glossa.store.StoredSet;

/** How an answer is to be written: as features, or as rows whose columns follow from all sets of the answer. Belongs to one answer. */
final class AnswerShape {
    private final Rows rows;
    private final CoordinateSpace space;
    private final ItemFormat format;
    private final RegionPlan plan;
    private final StreamMetadata metadata;

    /**
     * @param uid of the set, or of the slide as the request names it
     * @param space of the answer
     */
    AnswerShape(Rows rows, String uid, CoordinateSpace space, RegionRequest request) {
        this.rows = rows;
        this.space = space;
        this.format = request.format();
        this.metadata = new StreamMetadata(rows, uid, request);
        this.plan = switch (request.coordinates()) {
            case GEOMETRY -> RegionPlan.geometries(rows, request.groups(), space);
            case SOURCE -> RegionPlan.source(rows, request.groups());
        };
    }

    /** Takes a set of the answer into account, in its turn. */
    void add(StoredSet set) {
        if (format == ItemFormat.ARROW) {
            plan.add(set);
            metadata.add(set);
        }
    }

    /**
     * Of the answer, when all its sets were added.
     *
     * @param parts closed by the encoder
     */
    ItemsEncoder encoder(PageParts parts, Page page) throws IOException {
        return switch (format) {
            case GEOJSON -> new FeatureCollectionEncoder(parts, rows, space, page);
            case ARROW -> new ArrowEncoder(parts, plan, metadata.of(page), page);
        };
    }
}
