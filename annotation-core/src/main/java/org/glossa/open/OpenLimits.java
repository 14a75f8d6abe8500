package org.glossa.open;

import org.glossa.store.StoredSet.Footprint;

/**
 * How much may be mapped at a time.
 *
 * @param sets most sets
 * @param files most mapped files of all sets together; a system lets a process have a number of mappings (Linux 65,530)
 * @param bytes most mapped bytes of all sets together: address space and page tables, not memory
 */
public record OpenLimits(int sets, int files, long bytes) {
    public OpenLimits {
        positive("sets", sets);
        positive("files", files);
        positive("bytes", bytes);
    }

    /** Whether one more set keeps within them. */
    boolean admit(int openSets, Footprint open, Footprint next) {
        return openSets < sets && next.files() <= files - open.files() && next.bytes() <= bytes - open.bytes();
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("At least one of mapped " + name + " is needed, got " + value);
        }
    }
}
