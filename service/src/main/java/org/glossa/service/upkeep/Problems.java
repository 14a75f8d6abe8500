package org.glossa.service.upkeep;

import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.objects.ObjectStore;
import org.glossa.store.StoreCorruptException;

/** What may be wrong with a data folder, in the words of its operator. Places are relative to the folder. */
final class Problems {
    private static final String REBUILD_CATALOGUE = "glossa rebuild DIR --catalogue";
    private static final String REBUILD_COLUMNS =
            "glossa rebuild DIR --columns; a running server does it by itself when it meets it";
    private static final String ORIGINAL_GONE = ObjectStore.STORE_AGAIN + ", or glossa rebuild DIR to go on without it";

    private Problems() {}

    static Finding catalogueUnreadable(String reason) {
        return Finding.error(
                "CATALOGUE_UNREADABLE",
                file("catalogue"),
                reason,
                "a database that can be read",
                REBUILD_CATALOGUE,
                "");
    }

    static Finding databaseAway(String reason) {
        return withRemedy(
                catalogueUnreadable(reason),
                "start it, or correct glossa.catalogue.url; then ask again, for nothing else tells whether the catalogue is"
                        + " whole");
    }

    static Finding recordDamaged(String original) {
        return Finding.error(
                "RECORD_DAMAGED",
                file(original.replace(".dcm", ".json")),
                "no record, or other bytes than its CRC32C says",
                "the ingest record of the original beside it",
                REBUILD_CATALOGUE + " writes it again with what is known",
                "");
    }

    static Finding strangeFile(String file) {
        return Finding.warning(
                "STRANGE_FILE",
                file(file),
                "a file that Glossa did not write there",
                "originals and their records",
                "move it away",
                "");
    }

    static Finding begun(String file) {
        return Finding.information(
                "INGEST_NOT_ENDED",
                file(file),
                "an ingest that was interrupted and never acknowledged",
                "",
                "nothing: the next start of the server ends or undoes it",
                "");
    }

    static Finding notInCatalogue(String original) {
        return Finding.error(
                "ORIGINAL_NOT_IN_CATALOGUE",
                file(original),
                "an original that the catalogue does not list",
                "one row for each original",
                REBUILD_CATALOGUE,
                "");
    }

    static Finding unreadable(String original, String reason) {
        return Finding.error(
                "ORIGINAL_UNREADABLE",
                file(original),
                reason,
                "an object that this version reads",
                "use the version that stored it; its bytes are what came in",
                "");
    }

    static Finding missing(StoredInstance row, String original) {
        return Finding.error(
                "ORIGINAL_MISSING",
                file(original),
                "no such file, while the catalogue lists it as instance " + row.sopInstanceUid(),
                "an original for each row",
                ORIGINAL_GONE,
                "");
    }

    static Finding differs(String original, String row, String got, String allowed) {
        return Finding.error("CATALOGUE_DIFFERS", file(original), row + ": " + got, allowed, REBUILD_CATALOGUE, "");
    }

    static Finding strangeRow(String row) {
        return differs("catalogue", row, "no instance", "rows of what is stored");
    }

    /** @param record its record, which is still there */
    static Finding lost(String sopInstanceUid, String record) {
        return Finding.error(
                "ORIGINAL_MISSING",
                file(record.replace(".json", ".dcm")),
                "no such file, while its record of instance " + sopInstanceUid + " is there",
                "an original for each record",
                ORIGINAL_GONE,
                "");
    }

    static Finding columnsDamaged(String folder, StoreCorruptException damage) {
        Place place = new Place.FileBytes(folder + "/" + damage.file(), damage.offset(), -1);
        return Finding.error("COLUMNS_DAMAGED", place, damage.found(), damage.expected(), REBUILD_COLUMNS, "");
    }

    static Finding columnsMissing(String folder) {
        return Finding.error(
                "COLUMNS_MISSING",
                file(folder),
                "no such folder, while the catalogue says that the set is ready",
                "the derived files of the set",
                REBUILD_COLUMNS,
                "");
    }

    static Finding columnsDisagree(String folder, String got, String allowed) {
        return Finding.error("COLUMNS_DISAGREE", file(folder), got, allowed, REBUILD_COLUMNS, "");
    }

    static Finding columnsWithoutInstance(String folder) {
        return Finding.error(
                "COLUMNS_WITHOUT_INSTANCE",
                file(folder),
                "derived files of an instance that the catalogue does not list",
                "derived files of listed instances",
                REBUILD_CATALOGUE + "; what has no original is set aside, not deleted",
                "");
    }

    static Finding unfinishedBuild(String folder) {
        return Finding.information(
                "BUILD_NOT_ENDED",
                file(folder),
                "a build that was interrupted",
                "",
                "nothing: the next build of it removes it",
                "");
    }

    static Finding waits(StoredInstance row, String folder) {
        return Finding.information(
                "COLUMNS_NOT_BUILT",
                file(folder),
                "the columns of " + row.sopInstanceUid() + " are not built yet",
                "",
                "nothing: the next start of the server builds them",
                "");
    }

    /** The same finding, and what was done about it. */
    static Finding withRemedy(Finding finding, String remedy) {
        return new Finding(
                finding.code(),
                finding.severity(),
                finding.place(),
                finding.got(),
                finding.allowed(),
                remedy,
                finding.clause());
    }

    static Place file(String path) {
        return new Place.FileBytes(path, -1, -1);
    }
}
