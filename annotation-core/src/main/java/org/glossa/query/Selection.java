package org.glossa.query;

import java.util.Set;
import org.glossa.spatial.Box;

/**
 * Which annotations are asked for: those in the region that have the traits.
 *
 * @param region where they lie
 * @param traits what is said of them
 */
public record Selection(Region region, Traits traits) {
    /** Every annotation, wherever it is. */
    public static final Selection EVERYTHING = new Selection(new Region.Everywhere(), Traits.ANY);

    /** @param groupNumbers Annotation Group Numbers to keep; empty keeps all */
    public static Selection inBox(Box box, Set<Integer> groupNumbers) {
        return new Selection(new Region.InBox(box), Traits.ofGroups(groupNumbers));
    }

    /** The same elsewhere. */
    public Selection in(Region other) {
        return new Selection(other, traits);
    }

    /** The same region, other traits. */
    public Selection with(Traits others) {
        return new Selection(region, others);
    }
}
