package org.glossa.service.ingest;

import java.util.List;
import org.glossa.finding.Finding;
import org.glossa.service.catalogue.ColumnState;

/**
 * What became of an annotation object.
 *
 * @param state never {@link ColumnState#NONE}
 * @param done annotations that are in columns
 * @param total annotations of the object
 * @param findings what was met on reading it; when {@code FAILED}, the last one is the reason
 */
public record SetStatus(ColumnState state, long done, long total, List<Finding> findings) {
    public SetStatus {
        findings = List.copyOf(findings);
    }
}
