package org.glossa.service.ingest;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.service.ingest.SlideContents.Member;
import org.glossa.service.ingest.SlideContents.Superseded;
import org.glossa.service.ingest.SlideContents.Unplaced;

/** Who takes the place of whom among the sets of a slide. */
final class Successors {
    /** By SOP Instance UID, in the order of storing. */
    private final Map<String, Member> members = new LinkedHashMap<>();

    private final Map<String, Set<String>> predecessors = new HashMap<>();
    private final Map<String, List<String>> successors = new HashMap<>();

    private Successors() {}

    static Successors among(List<Member> members) throws IOException {
        Successors all = new Successors();
        for (Member member : members) {
            all.members.put(member.instance().sopInstanceUid(), member);
        }
        for (Member member : members) {
            String uid = member.instance().sopInstanceUid();
            Set<String> replaced = Predecessors.of(member.instance());
            replaced.retainAll(all.members.keySet());
            all.predecessors.put(uid, replaced);
            replaced.forEach(each -> all.successors
                    .computeIfAbsent(each, none -> new ArrayList<>())
                    .add(uid));
        }
        return all;
    }

    /** Those that nobody takes the place of. Sets that take each other's place in a circle are all kept: none of them is the last. */
    SlideContents.Known newest(SlideLookup slide, List<Unplaced> unplaced) {
        Set<String> replaced = replacedByTheLast();
        List<Member> newest = new ArrayList<>();
        List<Superseded> superseded = new ArrayList<>();
        members.forEach((uid, member) -> {
            if (replaced.contains(uid)) {
                superseded.add(new Superseded(member.instance(), successors.getOrDefault(uid, List.of())));
            } else {
                newest.add(member);
            }
        });
        return new SlideContents.Known(slide, newest, superseded, unplaced);
    }

    private Set<String> replacedByTheLast() {
        Set<String> replaced = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        members.keySet().stream().filter(uid -> !successors.containsKey(uid)).forEach(open::add);
        while (!open.isEmpty()) {
            for (String each : predecessors.getOrDefault(open.remove(), Set.of())) {
                if (replaced.add(each)) {
                    open.add(each);
                }
            }
        }
        return replaced;
    }
}
