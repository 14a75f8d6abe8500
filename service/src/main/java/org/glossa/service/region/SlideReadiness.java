package org.glossa.service.region;

import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.glossa.finding.Finding;
import org.glossa.service.catalogue.ColumnState;
import org.glossa.service.ingest.AnnotationSets;
import org.glossa.service.ingest.SetStatus;
import org.glossa.service.ingest.SetUnavailableException;
import org.glossa.service.ingest.SetUnavailableException.Reason;
import org.glossa.service.ingest.SlideContents.Member;
import org.glossa.service.web.ProblemException;

/** Whether all sets of a slide can be asked: an answer of some of them would look like one of all. */
@Singleton
final class SlideReadiness {
    private static final int NAMED = 20;
    private static final int RETRY_SECONDS = 1;

    private final AnnotationSets sets;

    SlideReadiness(AnnotationSets sets) {
        this.sets = sets;
    }

    /**
     * Refuses when one of the sets is not ready.
     *
     * @throws ProblemException 409 that names them: with Retry-After while columns are being made, without when some could not be
     * @throws SetUnavailableException when damaged columns are being made again
     */
    void requireReady(List<Member> members) throws IOException {
        List<String> waiting = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Member member : members) {
            String uid = member.instance().sopInstanceUid();
            switch (member.instance().state()) {
                case NONE, STORED, INDEXING -> {
                    requireNoRebuild(member);
                    waiting.add(uid);
                }
                case FAILED -> {
                    failed.add(uid);
                    sets.status(uid)
                            .map(SetStatus::findings)
                            .filter(all -> !all.isEmpty())
                            .ifPresent(all -> findings.add(all.getLast()));
                }
                case READY -> {
                    // can be asked
                }
            }
        }
        if (!failed.isEmpty()) {
            throw ProblemException.conflict(
                    "Of " + failed.size() + " of the slide's " + members.size() + " sets no columns could be made: "
                            + named(failed) + "; /collections/{uid} says why, and answers for each of the others.",
                    findings.subList(0, Math.min(NAMED, findings.size())));
        }
        if (!waiting.isEmpty()) {
            throw ProblemException.later(
                    HttpStatus.CONFLICT,
                    RETRY_SECONDS,
                    waiting.size() + " of the slide's " + members.size() + " sets are being read into columns: "
                            + named(waiting) + "; ask again, or ask /collections/{uid} for each of the others.");
        }
    }

    private void requireNoRebuild(Member member) throws IOException {
        try {
            sets.acquire(member.instance()).close();
        } catch (SetUnavailableException unavailable) {
            if (unavailable.reason() == Reason.REBUILDING) {
                throw unavailable;
            }
        }
    }

    /** The state that a slide is in as a whole. */
    static ColumnState state(List<Member> members) {
        List<ColumnState> states =
                members.stream().map(member -> member.instance().state()).toList();
        for (ColumnState worst : List.of(ColumnState.FAILED, ColumnState.INDEXING, ColumnState.STORED)) {
            if (states.contains(worst)) {
                return worst;
            }
        }
        return ColumnState.READY;
    }

    private static String named(List<String> uids) {
        String first = uids.stream().limit(NAMED).collect(Collectors.joining(", "));
        return uids.size() > NAMED ? first + ", …" : first;
    }
}
