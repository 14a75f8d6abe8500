package org.glossa.service.ingest;

import org.glossa.store.StoredSet;

/** A hold on a stored set: nothing is unmapped under the reader before it is closed. Close it once. */
public final class OpenSet implements AutoCloseable {
    private final StoredSet set;
    private final StoredSet.Lease lease;

    OpenSet(StoredSet set, StoredSet.Lease lease) {
        this.set = set;
        this.lease = lease;
    }

    public StoredSet set() {
        return set;
    }

    @Override
    public void close() {
        lease.close();
    }
}
