package org.glossa.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.Finding;
import org.glossa.ledger.Losses;
import org.jspecify.annotations.Nullable;

/** A document of annotations that was opened. Its columns and its data set live until {@link #close()}. */
public final class Source implements AutoCloseable {
    private final Language language;
    private final AnnotationSet set;
    private final List<Finding> findings;
    private final Losses losses;
    private final @Nullable DicomFile file;
    private final @Nullable Path temporary;

    Source(
            Language language,
            AnnotationSet set,
            List<Finding> findings,
            Losses losses,
            @Nullable DicomFile file) {
        this(language, set, findings, losses, file, null);
    }

    private Source(
            Language language,
            AnnotationSet set,
            List<Finding> findings,
            Losses losses,
            @Nullable DicomFile file,
            @Nullable Path temporary) {
        this.language = language;
        this.set = set;
        this.findings = List.copyOf(findings);
        this.losses = losses;
        this.file = file;
        this.temporary = temporary;
    }

    /** The same, whose closing deletes a file. */
    Source withTemporary(Path temporary) {
        return new Source(language, set, findings, losses, file, temporary);
    }

    public Language language() {
        return language;
    }

    public AnnotationSet set() {
        return set;
    }

    /** What was read although it breaks a rule. */
    public List<Finding> findings() {
        return findings;
    }

    /** What the reader could not take over. */
    public Losses losses() {
        return losses;
    }

    /** The data set of a DICOM document; null for GeoJSON. */
    public @Nullable DataSet original() {
        return file == null ? null : file.dataSet();
    }

    @Override
    public void close() throws IOException {
        set.close();
        if (file != null) {
            file.close();
        }
        if (temporary != null) {
            Files.deleteIfExists(temporary);
        }
    }
}
