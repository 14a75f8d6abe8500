package org.glossa.service.region;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glossa.finding.Finding;
import org.glossa.geoarrow.CoordinateForm;
import org.glossa.geoarrow.RegionColumns;
import org.glossa.geoarrow.RegionStream;
import org.glossa.open.OpenSet;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.ingest.AnnotationSets;
import org.glossa.service.ingest.SetStatus;
import org.glossa.service.ingest.SetUnavailableException;
import org.glossa.service.web.ProblemException;
import org.glossa.service.web.WorkerPool;
import org.glossa.spatial.Box;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.glossa.store.StoreCorruptException;
import org.jspecify.annotations.Nullable;

/** Answers what a request asks for. Touches mapped columns: call it on a worker. */
@Singleton
final class Regions {
    private final AnnotationSets sets;
    private final WorkerPool workers;

    Regions(AnnotationSets sets, WorkerPool workers) {
        this.sets = sets;
        this.workers = workers;
    }

    /**
     * The page that a request asks for; whoever gets it closes it.
     *
     * @param root the public address of /collections
     */
    FeatureAnswer answer(String root, String sopInstanceUid, RegionRequest request) throws IOException {
        StoredInstance instance =
                sets.annotations(sopInstanceUid).orElseThrow(() -> Collections.unknown(sopInstanceUid));
        OpenSet open = acquire(instance);
        try {
            return FeatureAnswer.of(
                    find(root, instance, open, request),
                    workers.forBegunWork(),
                    failure -> rebuiltIfDamaged(open, failure));
        } catch (IOException | RuntimeException failure) {
            try (open) {
                rebuiltIfDamaged(open, failure);
            }
            throw failure;
        }
    }

    /** Has the set built again when that is why a read failed; then throws what says so. */
    private void rebuiltIfDamaged(OpenSet open, Exception failure) {
        StoreCorruptException damage = StoreCorruptException.causeOf(failure);
        if (damage != null) {
            throw sets.rebuild(open, damage);
        }
    }

    private ItemsEncoder find(String root, StoredInstance instance, OpenSet open, RegionRequest request)
            throws IOException {
        String sopInstanceUid = instance.sopInstanceUid();
        SetShape shape = SetShape.of(open.set());
        requireGroups(shape, request.groups());
        SetSpaces spaces = new SetSpaces(shape, sets.slideOf(instance), sets::framePosition);
        SetSpaces.Known space = known(spaces, request.space());
        RegionQuery query = query(request, space);
        RegionHits hits =
                query.run(open.set(), firstPosition(sopInstanceUid, request), request.limit(), RegionStream.HELD_HITS);
        String collection = root + "/" + sopInstanceUid;
        String next = hits.nextPosition() < 0
                ? null
                : url(collection, request, ContinuationToken.of(sopInstanceUid, hits.nextPosition()));
        boolean isSource = request.coordinates() == CoordinateForm.SOURCE;
        Page page = new Page(
                isSource ? spaces.source().coordRefSys() : space.coordRefSys(),
                hits.numberMatched(),
                hits.count(),
                collection,
                url(collection, request, request.next()),
                next);
        return switch (request.format()) {
            case GEOJSON -> new FeatureCollectionEncoder(open, hits, space, page);
            case ARROW -> {
                RegionColumns columns = isSource
                        ? RegionColumns.source(open.set(), request.groups())
                        : RegionColumns.geometries(open.set(), request.groups(), space.sourceToSpace(), space.space());
                Map<String, String> metadata = StreamMetadata.of(open.set(), request, page);
                RegionStream stream = new RegionStream(open.set(), query, hits, columns, metadata);
                yield ArrowEncoder.of(open, stream, request.coordinates(), page);
            }
        };
    }

    private OpenSet acquire(StoredInstance instance) throws IOException {
        try {
            return sets.acquire(instance);
        } catch (SetUnavailableException unavailable) {
            if (unavailable.reason() != SetUnavailableException.Reason.FAILED) {
                throw unavailable;
            }
            List<Finding> findings = sets.status(instance.sopInstanceUid())
                    .map(SetStatus::findings)
                    .orElse(List.of());
            throw findings.isEmpty()
                    ? unavailable
                    : ProblemException.conflict(String.valueOf(unavailable.getMessage()), List.of(findings.getLast()));
        }
    }

    private static RegionQuery query(RegionRequest request, SetSpaces.Known space) {
        Box box = request.box();
        return box == null
                ? RegionQuery.everything(request.groups())
                : new RegionQuery(box, space.sourceToSpace(), request.groups());
    }

    private static long firstPosition(String sopInstanceUid, RegionRequest request) {
        String next = request.next();
        return next == null
                ? 0
                : ContinuationToken.position(sopInstanceUid, next)
                        .orElseThrow(() -> ProblemException.badRequest("got next=" + next
                                + "; allowed: the token of a link \"next\" of this set; remedy: follow the link as it is,"
                                + " or leave next out to begin again"));
    }

    static void requireGroups(SetShape shape, Set<Integer> asked) {
        if (asked.isEmpty()) {
            return;
        }
        Set<Integer> existing = shape.groups().stream()
                .map(group -> group.description().number())
                .collect(Collectors.toCollection(TreeSet::new));
        for (int number : asked) {
            if (!existing.contains(number)) {
                throw ProblemException.badRequest("got group=" + number + "; allowed: " + numbers(existing)
                        + "; remedy: leave group out to ask for all of them");
            }
        }
    }

    static String numbers(Set<Integer> existing) {
        if (existing.isEmpty()) {
            return "none, for the set has no groups";
        }
        String first = existing.stream().limit(20).map(String::valueOf).collect(Collectors.joining(", "));
        return existing.size() > 20 ? first + " … (" + existing.size() + " groups)" : first;
    }

    private static SetSpaces.Known known(SetSpaces spaces, QuerySpace asked) throws IOException {
        return switch (spaces.resolve(asked)) {
            case SetSpaces.Known known -> known;
            case SetSpaces.Missing missing -> {
                String others = available(spaces);
                throw ProblemException.missing(
                        missing.uid(),
                        missing.sentence() + (others.isEmpty() ? "" : " Until then crs may be " + others + "."));
            }
            case SetSpaces.Undefined undefined ->
                throw ProblemException.badRequest("got crs=" + asked.parameter() + ", but " + undefined.sentence()
                        + "; allowed: " + available(spaces) + "; remedy: ask in one of those");
        };
    }

    private static String available(SetSpaces spaces) throws IOException {
        List<String> names = new ArrayList<>();
        for (QuerySpace space : QuerySpace.values()) {
            if (spaces.resolve(space) instanceof SetSpaces.Known) {
                names.add(space.parameter());
            }
        }
        return String.join(", ", names);
    }

    static String url(String collection, RegionRequest request, @Nullable String next) {
        Box box = request.box();
        String groups = request.groups().stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
        return Stream.of(
                        box == null
                                ? ""
                                : "bbox=" + box.minX() + "," + box.minY() + "," + box.maxX() + "," + box.maxY(),
                        "crs=" + request.space().parameter(),
                        groups.isEmpty() ? "" : "group=" + groups,
                        "limit=" + request.limit(),
                        request.format() == ItemFormat.GEOJSON
                                ? ""
                                : "f=" + request.format().parameter(),
                        request.coordinates() == CoordinateForm.GEOMETRY ? "" : "coords=" + RegionRequest.SOURCE,
                        next == null ? "" : "next=" + URLEncoder.encode(next, StandardCharsets.US_ASCII))
                .filter(parameter -> !parameter.isEmpty())
                .collect(Collectors.joining("&", collection + "/items?", ""));
    }
}
