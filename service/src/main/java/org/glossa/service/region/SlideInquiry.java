package org.glossa.service.region;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.glossa.geoarrow.CoordinateForm;
import org.glossa.geoarrow.RegionPlan.Rows;
import org.glossa.open.OpenSet;
import org.glossa.query.Selection;
import org.glossa.service.ingest.AnnotationSets;
import org.glossa.service.ingest.SlideContents.Member;
import org.glossa.service.web.ProblemException;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.glossa.store.StoredGroup;
import org.glossa.store.StoredSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks the sets of a slide one after the other, and learns while each is open, which is once, what an answer of all of them needs: how
 * it lies in the space of the question, which must be the same for all, its groups, and its columns. Belongs to one answer.
 */
final class SlideInquiry {
    private final String slideUid;
    private final List<Member> members;
    private final RegionRequest request;
    private final AnnotationSets sets;
    private final DamageGuard guard;
    private final List<RegionQuery> queries = new ArrayList<>();
    private final TreeSet<Integer> groupNumbers = new TreeSet<>();
    private SetSpaces.@Nullable Known space;
    private @Nullable AnswerShape shape;
    private @Nullable Source source;

    /** Where coordinates come from that are answered as they are. */
    private record Source(String setUid, String coordRefSys, String layouts) {
        String sentence() {
            return layouts + " in " + coordRefSys + " in the set " + setUid;
        }
    }

    /** @param slideUid as the request names the slide */
    SlideInquiry(String slideUid, List<Member> members, RegionRequest request, AnnotationSets sets, DamageGuard guard) {
        this.slideUid = slideUid;
        this.members = members;
        this.request = request;
        this.sets = sets;
        this.guard = guard;
    }

    /** As {@link org.glossa.slide.SlideUnion.Sets}, which asks the sets in their order. */
    RegionHits ask(int set, Selection selection, long firstPosition, long limit, long held) throws IOException {
        Member member = members.get(set);
        try (OpenSet open = sets.acquire(member.instance())) {
            return guard.read(open, () -> {
                RegionQuery query =
                        new RegionQuery(selection, learn(member, open.set()).sourceToSpace());
                queries.add(query);
                return query.run(open.set(), firstPosition, limit, held);
            });
        }
    }

    /** The query of a set that was asked. */
    RegionQuery query(int set) {
        return queries.get(set);
    }

    /** @throws ProblemException 400 when no set that was asked has a group that is asked for */
    void requireGroups() {
        request.requireGroups(groupNumbers);
    }

    /**
     * How the answer is to be written, when all sets were asked.
     *
     * @param none the space of an answer without sets
     */
    Outcome outcome(Supplier<SetSpaces.Known> none) {
        SetSpaces.Known own = space == null ? none.get() : space;
        return new Outcome(
                shape == null ? new AnswerShape(Rows.OF_SEVERAL_SETS, slideUid, own.space(), request) : shape,
                source == null ? own.coordRefSys() : source.coordRefSys());
    }

    /** @param coordRefSys the space of the coordinates of the answer */
    record Outcome(AnswerShape shape, String coordRefSys) {}

    /** How a set lies in the space of the question. */
    private SetSpaces.Known learn(Member member, StoredSet set) throws IOException {
        SetSpaces spaces = new SetSpaces(SetShape.of(set), member.slide(), sets::framePosition);
        SetSpaces.Known own = resolved(member, spaces);
        if (space == null || shape == null) {
            space = own;
            shape = new AnswerShape(Rows.OF_SEVERAL_SETS, slideUid, own.space(), request);
        } else if (!own.coordRefSys().equals(space.coordRefSys())) {
            throw ProblemException.badRequest("got crs=" + request.space().parameter() + ", which is "
                    + space.coordRefSys() + " for the set " + uid(members.getFirst()) + " and " + own.coordRefSys()
                    + " for " + uid(member)
                    + "; allowed: a space that all sets of the slide have; remedy: ask in level0-pixels or slide-mm,"
                    + " or each set at /collections");
        }
        if (!request.groups().isEmpty()) {
            set.groups().forEach(group -> groupNumbers.add(group.description().number()));
        }
        if (request.coordinates() == CoordinateForm.SOURCE) {
            requireOneSource(member, set, spaces);
        }
        shape.add(set);
        return own;
    }

    private SetSpaces.Known resolved(Member member, SetSpaces spaces) throws IOException {
        return switch (spaces.resolve(request.space())) {
            case SetSpaces.Known known -> known;
            case SetSpaces.Missing missing ->
                throw ProblemException.missing(
                        missing.uid(),
                        "The set " + uid(member) + " of the slide cannot be placed. " + missing.sentence());
            case SetSpaces.Undefined undefined ->
                throw ProblemException.badRequest("got crs=" + request.space().parameter()
                        + ", which is no space of /collections/" + uid(member) + ", for " + undefined.sentence()
                        + "; allowed: a space that all sets of the slide have; remedy: ask in another one, or each set"
                        + " at /collections");
        };
    }

    /** Coordinates as the sources have them mean one thing when they are of one space, precision and number of ordinates. */
    private void requireOneSource(Member member, StoredSet set, SetSpaces spaces) {
        List<StoredGroup> asked = set.groups().stream().filter(request::asksFor).toList();
        if (asked.isEmpty()) {
            return; // no row of the answer is of this set
        }
        String layouts = asked.stream()
                .map(group -> (group.ordinates() + " x " + group.precision()).toLowerCase(Locale.ROOT))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
        Source own = new Source(uid(member), spaces.source().coordRefSys(), layouts);
        if (source == null) {
            source = own;
        } else if (!own.coordRefSys().equals(source.coordRefSys())
                || !own.layouts().equals(source.layouts())) {
            throw ProblemException.badRequest("got coords=source, but the source's coordinates are "
                    + source.sentence() + " and " + own.sentence()
                    + "; allowed: coords=source of sets of one space, precision and number of ordinates; remedy: leave"
                    + " coords out, narrow with group, or ask each set at /collections");
        }
    }

    private static String uid(Member member) {
        return member.instance().sopInstanceUid();
    }
}
