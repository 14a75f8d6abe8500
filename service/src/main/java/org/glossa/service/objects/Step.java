package org.glossa.service.objects;

/**
 * What happens between the first byte of an instance and its columns, in order, and what a start makes up for: at each the process may
 * die, and nothing is lost.
 */
public enum Step {
    /** A piece of what arrives goes to the temporary file. */
    WRITE,
    /** The temporary file is synced. */
    FSYNC,
    /** The temporary file becomes an original. */
    RENAME,
    /** The folder that the original is in is synced. */
    FOLDER_FSYNC,
    /** The rows of the instance are committed to the catalogue. */
    CATALOGUE_COMMIT,
    /** The catalogue's file is synced, where the database does not do so on a commit. */
    CATALOGUE_FSYNC,
    /** What became of the instances is said to the client. */
    ANSWER,
    /** The columns are built. */
    BUILD,
    /** The columns of a set are complete, but their folder has not its name yet. */
    MANIFEST,
    /** After a start: what a killed process had begun to store is brought to its end, or undone. */
    REPLAY,
    /** A build that did not come to its end begins again: its original is read to see whether it still is what came in. */
    RESUME
}
