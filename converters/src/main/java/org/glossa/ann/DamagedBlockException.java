package org.glossa.ann;

/** Our private elements contradict themselves or the groups beside them, so that nothing of them is believed. */
final class DamagedBlockException extends Exception {
    private static final long serialVersionUID = 1;

    DamagedBlockException(String what) {
        super(what);
    }

    static void require(boolean sound, String what) throws DamagedBlockException {
        if (!sound) {
            throw new DamagedBlockException(what);
        }
    }
}
