package org.glossa.sr.read;

/** Private elements of ours do not fit each other or the tree: the report is read as others read it. */
final class DamagedBlockException extends Exception {
    private static final long serialVersionUID = 1;

    DamagedBlockException(String what) {
        super(what, null, false, false);
    }
}
