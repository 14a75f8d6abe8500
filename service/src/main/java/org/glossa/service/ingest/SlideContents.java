package org.glossa.service.ingest;

import java.util.List;
import org.glossa.service.catalogue.StoredInstance;

/** The annotation objects of a slide, as far as it and they are stored now. */
public sealed interface SlideContents {
    /**
     * @param slide as far as it is stored: sets may come before it
     * @param sets the newest of each chain of successors, in the order of storing
     * @param superseded those that another one takes the place of, in the order of storing
     * @param unplaced those that name the slide and have no place on it
     */
    record Known(SlideLookup slide, List<Member> sets, List<Superseded> superseded, List<Unplaced> unplaced)
            implements SlideContents {
        public Known {
            sets = List.copyOf(sets);
            superseded = List.copyOf(superseded);
            unplaced = List.copyOf(unplaced);
        }
    }

    /**
     * A frame of reference of more than one pyramid.
     *
     * @param imageUids SOP Instance UIDs of level 0 of each
     */
    record Ambiguous(List<String> imageUids) implements SlideContents {
        public Ambiguous {
            imageUids = List.copyOf(imageUids);
        }
    }

    /** Nothing that is stored is of this UID. */
    record Unknown() implements SlideContents {}

    /** @param slide the set's own way to level 0: it may name a thumbnail, or an image that is not stored */
    record Member(StoredInstance instance, SlideLookup slide) {}

    /** @param successorUids those that take its place, at least one */
    record Superseded(StoredInstance instance, List<String> successorUids) {
        public Superseded {
            successorUids = List.copyOf(successorUids);
        }
    }

    /** @param reason a sentence */
    record Unplaced(StoredInstance instance, String reason) {}
}
