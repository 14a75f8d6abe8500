package org.glossa.open;

import java.util.concurrent.atomic.AtomicBoolean;
import org.glossa.store.StoredSet;

/** A hold on a stored set: nothing is unmapped under the reader before it is closed; closing it again does nothing. */
public final class OpenSet implements AutoCloseable {
    private final OpenSets sets;
    private final OpenSets.Slot slot;
    private final StoredSet set;
    private final AtomicBoolean returned = new AtomicBoolean();

    OpenSet(OpenSets sets, OpenSets.Slot slot, StoredSet set) {
        this.sets = sets;
        this.slot = slot;
        this.set = set;
    }

    /** Not to be closed by who holds it. */
    public StoredSet set() {
        return set;
    }

    /**
     * Lets nobody have this opening of the set any more; it is unmapped when the last hold on it is closed, and whoever asks for the set
     * from now on gets it opened anew.
     *
     * @return whether nobody had done so before
     */
    public boolean drop() {
        return sets.drop(slot);
    }

    @Override
    public void close() {
        if (returned.compareAndSet(false, true)) {
            sets.release(slot);
        }
    }
}
