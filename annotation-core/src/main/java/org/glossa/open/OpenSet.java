package org.glossa.open;

import java.util.concurrent.atomic.AtomicBoolean;
import org.glossa.store.StoredSet;

/** A hold on a stored set: nothing is unmapped under the reader before it is closed; closing it again does nothing. */
public final class OpenSet implements AutoCloseable {
    private final OpenSets sets;
    private final OpenSets.Slot slot;
    private final StoredSet set;
    private final long dates;
    private final AtomicBoolean returned = new AtomicBoolean();

    /** @param dates of the files, before any block was compared that this hold relies on */
    OpenSet(OpenSets sets, OpenSets.Slot slot, StoredSet set, long dates) {
        this.dates = dates;
        this.sets = sets;
        this.slot = slot;
        this.set = set;
    }

    /** Not to be closed by who holds it. */
    public StoredSet set() {
        return set;
    }

    /**
     * Asked after a read, before anything of it is told: a block that was compared with its checksum may be another one by then.
     *
     * @throws FilesChangedException when something has written to the files since the set was held; whether it did damage is found when
     *     the set is asked for again
     */
    public void requireUnwritten() throws FilesChangedException {
        if (set.dates() != dates) {
            throw new FilesChangedException(set.sopInstanceUid());
        }
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
