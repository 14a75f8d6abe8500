package org.glossa.service.region;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glossa.finding.Finding;
import org.glossa.geoarrow.CoordinateForm;
import org.glossa.geoarrow.RegionPlan.Rows;
import org.glossa.geoarrow.RegionStream;
import org.glossa.open.OpenSet;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.ingest.AnnotationSets;
import org.glossa.service.ingest.AnnotationSets.ReadySet;
import org.glossa.service.ingest.SetStatus;
import org.glossa.service.ingest.SetUnavailableException;
import org.glossa.service.items.FeatureAnswer;
import org.glossa.service.items.ItemsEncoder;
import org.glossa.service.items.Page;
import org.glossa.service.items.PagePart;
import org.glossa.service.items.PageParts;
import org.glossa.service.web.ProblemException;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;

/** Answers what a request asks of a set. Touches mapped columns: call it on a worker. */
@Singleton
final class Regions {
    private final AnnotationSets sets;
    private final DamageGuard guard;

    Regions(AnnotationSets sets, DamageGuard guard) {
        this.sets = sets;
        this.guard = guard;
    }

    /**
     * The page that a request asks for; whoever gets it closes it.
     *
     * @param root the public address of /collections
     */
    FeatureAnswer answer(String root, String sopInstanceUid, RegionRequest request) throws IOException {
        ReadySet set = acquire(sopInstanceUid);
        try {
            return guard.encoded(guard.read(set.open(), () -> find(root, sopInstanceUid, set, request)));
        } catch (IOException | RuntimeException failure) {
            set.open().close();
            throw failure;
        }
    }

    private ItemsEncoder find(String root, String uid, ReadySet set, RegionRequest request) throws IOException {
        OpenSet open = set.open();
        SetShape shape = SetShape.of(open.set());
        if (!request.groups().isEmpty()) {
            request.requireGroups(shape.groupNumbers());
        }
        SetSpaces spaces = new SetSpaces(shape, set.slide(), sets::framePosition);
        SetSpaces.Known space = known(spaces, request.space());
        RegionQuery query = new RegionQuery(request.selection(), space.sourceToSpace());
        RegionHits hits = query.run(open.set(), firstPosition(uid, request), request.limit(), RegionStream.HELD_HITS);
        String collection = root + "/" + uid;
        Page page = new Page(
                request.coordinates() == CoordinateForm.SOURCE ? spaces.source().coordRefSys() : space.coordRefSys(),
                hits.numberMatched(),
                hits.count(),
                collection,
                request.url(collection, request.next()),
                hits.nextPosition() < 0
                        ? null
                        : request.url(collection, ContinuationToken.of(uid, hits.nextPosition())));
        AnswerShape answer = new AnswerShape(Rows.OF_ONE_SET, uid, space.space(), request);
        answer.add(open.set());
        return answer.encoder(PageParts.of(open, new PagePart(uid, () -> open, query, hits)), page);
    }

    private ReadySet acquire(String sopInstanceUid) throws IOException {
        Optional<ReadySet> hot = sets.acquireOpen(sopInstanceUid);
        if (hot.isPresent()) {
            return hot.get();
        }
        StoredInstance instance =
                sets.annotations(sopInstanceUid).orElseThrow(() -> Collections.unknown(sopInstanceUid));
        try {
            return sets.acquireReady(instance);
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

    private static long firstPosition(String sopInstanceUid, RegionRequest request) {
        String next = request.next();
        return next == null
                ? 0
                : ContinuationToken.position(sopInstanceUid, next)
                        .orElseThrow(() -> ProblemException.badRequest("got next=" + next
                                + "; allowed: the token of a link \"next\" of this set; remedy: follow the link as it is,"
                                + " or leave next out to begin again"));
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
}
