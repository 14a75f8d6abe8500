package org.glossa.service.ingest;

import java.util.List;
import org.glossa.finding.Finding;
import org.glossa.service.catalogue.StoredInstance;

/** What became of one object that was to be stored. */
public sealed interface Outcome {
    /**
     * Stored, durably.
     *
     * @param findings what was met on reading it; nothing was changed
     */
    record Stored(StoredInstance instance, List<Finding> findings) implements Outcome {
        public Stored {
            findings = List.copyOf(findings);
        }
    }

    /** The same data set was there already; the bytes that came first stay. */
    record Known(StoredInstance instance) implements Outcome {}

    /**
     * Not stored.
     *
     * @param sopClassUid empty when it could not be read
     * @param sopInstanceUid empty when it could not be read
     */
    record Refused(Failure failure, String sopClassUid, String sopInstanceUid, Finding finding) implements Outcome {}

    /** Why an object was not stored: values of Failure Reason (0008,1197), PS3.18 table I.2-2 but where said. */
    enum Failure {
        /** Refused: out of resources. */
        OUT_OF_RESOURCES(0xA700),
        /** Processing failure. */
        PROCESSING_FAILURE(0x0110),
        /** Cannot understand: its structure is damaged. */
        CANNOT_UNDERSTAND(0xC000),
        TRANSFER_SYNTAX_NOT_SUPPORTED(0xC122),
        /** Another data set of this SOP Instance UID is stored. The standard has no code for it; this is C-STORE's, PS3.7 annex C. */
        DUPLICATE_SOP_INSTANCE(0x0111),
        /** Of another study than the URL names. No standard code; of the "cannot understand" range. */
        OTHER_STUDY(0xC409);

        private final int reason;

        Failure(int reason) {
            this.reason = reason;
        }

        public int reason() {
            return reason;
        }
    }
}
