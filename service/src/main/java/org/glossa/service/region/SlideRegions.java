package org.glossa.service.region;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.geoarrow.RegionStream;
import org.glossa.geometry.Pyramid;
import org.glossa.image.CoordRefSys;
import org.glossa.service.ingest.AnnotationSets;
import org.glossa.service.ingest.SlideContents.Known;
import org.glossa.service.ingest.SlideContents.Member;
import org.glossa.service.ingest.SlideLookup;
import org.glossa.service.items.FeatureAnswer;
import org.glossa.service.items.Page;
import org.glossa.service.items.PagePart;
import org.glossa.service.items.PageParts;
import org.glossa.service.web.ProblemException;
import org.glossa.slide.SlideHits;
import org.glossa.slide.SlidePosition;
import org.glossa.slide.SlideUnion;
import org.glossa.spatial.PlanarTransform;

/** Answers what a request asks of all sets of a slide. Touches mapped columns: call it on a worker. */
@Singleton
final class SlideRegions {
    private final AnnotationSets sets;
    private final SlideReadiness readiness;
    private final DamageGuard guard;

    SlideRegions(AnnotationSets sets, SlideReadiness readiness, DamageGuard guard) {
        this.sets = sets;
        this.readiness = readiness;
        this.guard = guard;
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
        List<String> uids = members.stream()
                .map(member -> member.instance().sopInstanceUid())
                .toList();
        SlideInquiry inquiry = new SlideInquiry(uid, members, request, sets, guard);
        SlideHits hits = new SlideUnion(members.size(), inquiry::ask)
                .run(request.selection(), position(uid, uids, request), request.limit(), RegionStream.HELD_HITS);
        inquiry.requireGroups();
        List<PagePart> parts = hits.parts().stream()
                .map(part -> new PagePart(
                        uids.get(part.set()),
                        () -> sets.acquire(members.get(part.set()).instance()),
                        inquiry.query(part.set()),
                        part.hits()))
                .toList();
        SlideInquiry.Outcome outcome = inquiry.outcome(() -> emptySpace(contents.slide(), request));
        SlidePosition next = hits.next();
        Page page = new Page(
                outcome.coordRefSys(),
                hits.numberMatched(),
                hits.count(),
                slide,
                request.url(slide, request.next()),
                next == null ? null : request.url(slide, SlideToken.of(uid, uids, next)));
        return guard.encoded(outcome.shape().encoder(new PageParts(parts), page));
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
}
