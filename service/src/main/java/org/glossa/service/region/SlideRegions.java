package org.glossa.service.region;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.geometry.Pyramid;
import org.glossa.image.CoordRefSys;
import org.glossa.open.OpenSet;
import org.glossa.query.Region;
import org.glossa.query.Selection;
import org.glossa.query.Traits;
import org.glossa.service.ingest.AnnotationSets;
import org.glossa.service.ingest.SlideContents.Known;
import org.glossa.service.ingest.SlideContents.Member;
import org.glossa.service.ingest.SlideLookup;
import org.glossa.service.region.FeatureCollectionEncoder.Part;
import org.glossa.service.web.ProblemException;
import org.glossa.service.web.WorkerPool;
import org.glossa.slide.SlideHits;
import org.glossa.slide.SlidePosition;
import org.glossa.slide.SlideUnion;
import org.glossa.spatial.PlanarTransform;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.glossa.store.StoreCorruptException;
import org.jspecify.annotations.Nullable;

/** Answers what a request asks of all sets of a slide. Touches mapped columns: call it on a worker. */
@Singleton
final class SlideRegions {
    private final AnnotationSets sets;
    private final SlideReadiness readiness;
    private final WorkerPool workers;

    SlideRegions(AnnotationSets sets, SlideReadiness readiness, WorkerPool workers) {
        this.sets = sets;
        this.readiness = readiness;
        this.workers = workers;
    }

    /**
     * The page that a request asks for; whoever gets it closes it.
     *
     * @param slide the public address of the slide
     * @param uid as the request names the slide
     */
    FeatureAnswer answer(String slide, String uid, Known contents, RegionRequest request) throws IOException {
        List<Member> members = contents.sets();
        readiness.requireReady(members);
        Set<Integer> numbers = new TreeSet<>();
        List<SetSpaces.Known> spaces = spaces(members, request, numbers);
        SetSpaces.Known answerSpace = spaces.isEmpty() ? emptySpace(contents.slide(), request) : spaces.getFirst();
        requireGroups(request.groups(), numbers);
        List<String> uids = members.stream().map(SlideRegions::uid).toList();
        List<PlanarTransform> transforms =
                spaces.stream().map(SetSpaces.Known::sourceToSpace).toList();
        SlideHits hits = new SlideUnion(
                        transforms, (set, query, from, limit) -> run(members.get(set), query, from, limit))
                .run(selection(request), position(uid, uids, request), request.limit());
        SlidePosition next = hits.next();
        FeatureCollectionEncoder encoder = new FeatureCollectionEncoder(
                hits.parts().stream()
                        .map(part -> new Part(
                                () -> sets.acquire(members.get(part.set()).instance()),
                                part.hits(),
                                transforms.get(part.set()),
                                uids.get(part.set())))
                        .toList(),
                answerSpace.space(),
                new Page(
                        answerSpace.coordRefSys(),
                        hits.numberMatched(),
                        hits.count(),
                        slide,
                        Regions.url(slide, request, request.next()),
                        next == null ? null : Regions.url(slide, request, SlideToken.of(uid, uids, next))));
        return encoded(encoder);
    }

    private FeatureAnswer encoded(FeatureCollectionEncoder encoder) throws IOException {
        try {
            return FeatureAnswer.of(
                    encoder, workers.forBegunWork(), failure -> rebuiltIfDamaged(encoder.open(), failure));
        } catch (IOException | RuntimeException failure) {
            try (encoder) {
                rebuiltIfDamaged(encoder.open(), failure);
            }
            throw failure;
        }
    }

    private RegionHits run(Member member, RegionQuery query, long firstPosition, long limit) throws IOException {
        try (OpenSet open = sets.acquire(member.instance())) {
            return guarded(open, () -> query.run(open.set(), firstPosition, limit));
        }
    }

    @FunctionalInterface
    private interface Read<T> {
        T read() throws IOException;
    }

    /** Has the set built again when a read meets damage. */
    private <T> T guarded(OpenSet open, Read<T> read) throws IOException {
        try {
            return read.read();
        } catch (IOException | RuntimeException failure) {
            rebuiltIfDamaged(open, failure);
            throw failure;
        }
    }

    private void rebuiltIfDamaged(@Nullable OpenSet open, Exception failure) {
        StoreCorruptException damage = StoreCorruptException.causeOf(failure);
        if (open != null && damage != null) {
            throw sets.rebuild(open, damage);
        }
    }

    /** How each set lies in the space of the question, which must be the same for all. */
    private List<SetSpaces.Known> spaces(List<Member> members, RegionRequest request, Set<Integer> numbers)
            throws IOException {
        List<SetSpaces.Known> spaces = new ArrayList<>();
        for (Member member : members) {
            SetSpaces.Known own = space(member, request, numbers);
            String first =
                    spaces.isEmpty() ? own.coordRefSys() : spaces.getFirst().coordRefSys();
            if (!own.coordRefSys().equals(first)) {
                throw ProblemException.badRequest("got crs=" + request.space().parameter() + ", which is " + first
                        + " for the set " + uid(members.getFirst()) + " and " + own.coordRefSys() + " for "
                        + uid(member)
                        + "; allowed: a space that all sets of the slide have; remedy: ask in level0-pixels or slide-mm,"
                        + " or each set at /collections");
            }
            spaces.add(own);
        }
        return spaces;
    }

    /** How a set lies in the space of the question; adds its group numbers to those that the union has. */
    private SetSpaces.Known space(Member member, RegionRequest request, Set<Integer> numbers) throws IOException {
        SetShape shape;
        try (OpenSet open = sets.acquire(member.instance())) {
            shape = new SetShape(
                    open.set().space(), open.set().image(), open.set().groups(), null);
        }
        if (!request.groups().isEmpty()) {
            shape.groups().forEach(group -> numbers.add(group.description().number()));
        }
        SetSpaces spaces = new SetSpaces(shape, member.slide(), sets::framePosition);
        return switch (spaces.resolve(request.space())) {
            case SetSpaces.Known known -> known;
            case SetSpaces.Missing missing ->
                throw ProblemException.missing(
                        missing.uid(),
                        "The set " + uid(member) + " of the slide cannot be placed. " + missing.sentence());
            case SetSpaces.Undefined undefined ->
                throw ProblemException.badRequest("got crs=" + request.space().parameter() + ", but of the set "
                        + uid(member) + " " + undefined.sentence()
                        + "; allowed: a space that all sets of the slide have; remedy: ask in another one, or each set"
                        + " at /collections");
        };
    }

    /** The space of an answer without features, by the slide alone. */
    private static SetSpaces.Known emptySpace(SlideLookup slide, RegionRequest request) {
        Pyramid pyramid = switch (slide) {
            case SlideLookup.Found found -> found.pyramid();
            case SlideLookup.Missing missing -> throw ProblemException.missing(missing.uid(), missing.sentence());
        };
        String levelZero = pyramid.levelZero().sopInstanceUid();
        String frameOfReference = pyramid.frameOfReferenceUid();
        return switch (request.space()) {
            case LEVEL0_PIXELS ->
                new SetSpaces.Known(
                        PlanarTransform.IDENTITY, new ImagePixels(levelZero), CoordRefSys.levelZeroPixels(levelZero));
            case SLIDE_MM ->
                new SetSpaces.Known(
                        PlanarTransform.IDENTITY,
                        new SlideMillimetres(frameOfReference),
                        CoordRefSys.slideMillimetres(frameOfReference));
            case SOURCE_PIXELS, FRAME ->
                throw ProblemException.badRequest("got crs=" + request.space().parameter()
                        + ", but the slide has no sets, whose pixels these would be; allowed: level0-pixels, slide-mm;"
                        + " remedy: ask in one of those");
        };
    }

    private static void requireGroups(Set<Integer> asked, Set<Integer> existing) {
        for (int number : asked) {
            if (!existing.contains(number)) {
                throw ProblemException.badRequest("got group=" + number + "; allowed: " + Regions.numbers(existing)
                        + "; remedy: leave group out to ask for all of them");
            }
        }
    }

    private static Selection selection(RegionRequest request) {
        Region region = request.box() == null ? new Region.Everywhere() : new Region.InBox(request.box());
        return new Selection(region, Traits.ofGroups(request.groups()));
    }

    private static SlidePosition position(String uid, List<String> setUids, RegionRequest request) {
        String next = request.next();
        if (next == null) {
            return SlidePosition.FIRST;
        }
        return switch (SlideToken.read(uid, setUids, next)) {
            case SlideToken.At at -> at.position();
            case SlideToken.OfOtherSets changed ->
                throw ProblemException.conflict(
                        "Sets have come to the slide or were replaced since the first page, so that its further pages are"
                                + " none of the same answer: leave next out to begin again.",
                        List.of());
            case SlideToken.Foreign foreign ->
                throw ProblemException.badRequest("got next=" + next
                        + "; allowed: the token of a link \"next\" of this slide; remedy: follow the link as it is, or"
                        + " leave next out to begin again");
        };
    }

    private static String uid(Member member) {
        return member.instance().sopInstanceUid();
    }
}
