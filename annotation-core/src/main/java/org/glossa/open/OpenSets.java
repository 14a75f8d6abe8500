package org.glossa.open;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.glossa.store.StoreCorruptException;
import org.glossa.store.StoredSet;
import org.glossa.store.StoredSet.Footprint;
import org.jspecify.annotations.Nullable;

/**
 * The sets of a process that are mapped. A set is mapped when it is asked for first and stays so until the room is needed; then the one
 * that nobody uses and that was not asked for longest goes first. What is in use is never unmapped: where that is all there is room
 * for, the next set is refused, so that the limits hold always. One set that is larger than the limits is opened when it is alone.
 *
 * <p>Thread-safe. Two threads that ask for the same set wait for each other while it is opened, others do not.
 */
public final class OpenSets implements AutoCloseable {
    private final OpenLimits limits;
    private final Duration validFor;

    /** By key, least recently asked for first. Guarded by this, as are the counts and all of a slot but its set. */
    private final Map<String, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

    private int openSets;
    private Footprint open = Footprint.NONE;
    private boolean isClosed;

    /** One opening of a set. Its set is guarded by the slot, and once it is there by the hold of whoever reads it. */
    static final class Slot {
        private final String key;
        private int holds;
        private boolean isDropped;
        private @Nullable Footprint reserved;
        private @Nullable StoredSet set;

        private Slot(String key) {
            this.key = key;
        }
    }

    /** @param validFor how long a comparison of a block with its checksum is believed, as {@link StoredSet#recheck} says */
    public OpenSets(OpenLimits limits, Duration validFor) {
        this.limits = limits;
        this.validFor = validFor;
    }

    /**
     * Opens a set, unless it is open, and holds it.
     *
     * @param key names the set among those of this object
     * @param folder read only when the set is not open
     * @throws OpenLimitException when sets that are in use leave no room for it
     * @throws StoreCorruptException when its files are not what was written; it is dropped then
     * @throws IllegalStateException when all was closed
     */
    public OpenSet acquire(String key, Path folder) throws IOException {
        Slot slot = hold(key);
        boolean isHeld = false;
        try {
            OpenSet held = opened(slot, folder);
            isHeld = true;
            return held;
        } finally {
            if (!isHeld) {
                drop(slot);
                release(slot);
            }
        }
    }

    /**
     * Holds a set that is open already; opens nothing.
     *
     * @return null when it is not open
     * @throws StoreCorruptException when its files are not what was written; it is dropped then
     */
    public @Nullable OpenSet acquireOpen(String key) throws IOException {
        Slot slot = holdKnown(key);
        if (slot == null) {
            return null;
        }
        OpenSet held;
        try {
            held = rechecked(slot);
        } catch (IOException | RuntimeException | Error failure) {
            drop(slot);
            release(slot);
            throw failure;
        }
        if (held == null) { // whoever holds it, too, has not opened it yet, or could not
            release(slot);
        }
        return held;
    }

    private synchronized @Nullable Slot holdKnown(String key) {
        Slot slot = slots.get(key);
        if (slot != null) {
            slot.holds++;
        }
        return slot;
    }

    private @Nullable OpenSet rechecked(Slot slot) throws IOException {
        synchronized (slot) {
            StoredSet set = slot.set;
            if (set == null) {
                return null;
            }
            long dates = set.dates(); // before: what is written from now on is another one
            set.recheck(validFor);
            return new OpenSet(this, slot, set, dates);
        }
    }

    private synchronized Slot hold(String key) {
        if (isClosed) {
            throw new IllegalStateException("The sets were closed, the process is ending");
        }
        Slot slot = slots.computeIfAbsent(key, Slot::new);
        slot.holds++;
        return slot;
    }

    private OpenSet opened(Slot slot, Path folder) throws IOException {
        synchronized (slot) {
            OpenSet held = rechecked(slot);
            if (held != null) {
                return held;
            }
            StoredSet set = open(slot, folder);
            slot.set = set;
            return new OpenSet(this, slot, set, set.dates());
        }
    }

    private StoredSet open(Slot slot, Path folder) throws IOException {
        boolean isOpen = false;
        try {
            StoredSet set = StoredSet.open(folder, footprint -> reserve(slot, footprint));
            isOpen = true;
            return set;
        } catch (InternalError unreadable) {
            throw Objects.requireNonNull(StoreCorruptException.causeOf(unreadable));
        } finally {
            if (!isOpen) {
                giveBack(slot);
            }
        }
    }

    /** Makes room before anything is mapped, so that not even for a moment too much is. */
    private synchronized void reserve(Slot slot, Footprint next) throws OpenLimitException {
        Iterator<Slot> eldestFirst = slots.values().iterator();
        while (!limits.admit(openSets, open, next) && eldestFirst.hasNext()) {
            Slot eldest = eldestFirst.next();
            if (eldest.holds == 0) {
                eldestFirst.remove();
                eldest.isDropped = true;
                unmap(eldest);
            }
        }
        if (openSets > 0 && !limits.admit(openSets, open, next)) {
            throw new OpenLimitException("Open and in use are " + openSets + " sets with " + open.files()
                    + " files and "
                    + open.bytes() + " bytes, which leaves no room for " + next.files() + " files and " + next.bytes()
                    + " bytes: " + limits);
        }
        openSets++;
        open = open.plus(next);
        slot.reserved = next;
    }

    private synchronized void giveBack(Slot slot) {
        Footprint reserved = slot.reserved;
        if (reserved != null) {
            slot.reserved = null;
            openSets--;
            open = open.minus(reserved);
        }
    }

    private void unmap(Slot slot) {
        StoredSet set = slot.set;
        if (set != null) {
            set.close();
        }
        giveBack(slot);
    }

    /** As {@link OpenSet#drop}, of a set that may be open under this key. */
    public synchronized void drop(String key) {
        Slot slot = slots.get(key);
        if (slot != null) {
            drop(slot);
        }
    }

    synchronized boolean drop(Slot slot) {
        if (slot.isDropped) {
            return false;
        }
        slot.isDropped = true;
        slots.remove(slot.key, slot);
        if (slot.holds == 0) {
            unmap(slot);
        }
        return true;
    }

    synchronized void release(Slot slot) {
        slot.holds--;
        if (slot.holds == 0 && slot.isDropped) {
            unmap(slot);
        }
    }

    /** Sets that are mapped now, in use or not. */
    public synchronized int openSets() {
        return openSets;
    }

    /** What is mapped now, in use or not. */
    public synchronized Footprint footprint() {
        return open;
    }

    /** Nothing is opened any more; each set is unmapped now or when the last hold on it is closed. */
    @Override
    public synchronized void close() {
        isClosed = true;
        List.copyOf(slots.values()).forEach(this::drop);
    }
}
