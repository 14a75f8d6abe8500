package org.glossa.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.ann.SourceItems;
import org.glossa.annotation.AnnotationSet;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.Finding;
import org.glossa.geojson.read.FeaturePlaces;
import org.glossa.geojson.read.GeoJsonReader.GeoJsonSet;
import org.glossa.geojson.read.MappingLosses;
import org.glossa.ledger.Losses;
import org.glossa.ledger.SetPlaces;
import org.jspecify.annotations.Nullable;

/** A document of annotations that was opened. Its columns and its data set live until {@link #close()}. */
public final class Source implements AutoCloseable {
    private final Language language;
    private final AnnotationSet set;
    private final List<Finding> findings;
    private final Losses losses;
    private final @Nullable DicomFile file;
    private final @Nullable ScratchColumns scratch;
    private final SourceWords words;
    private final List<Path> temporaryFiles = new ArrayList<>();

    /** GeoJSON. */
    Source(GeoJsonSet read, ScratchColumns scratch) {
        this(Language.GEOJSON, read.set(), read.findings(), read.losses(), null, read.places(), scratch);
    }

    /** @param scratch holds columns that are not in the file; null when there are none */
    Source(
            Language language,
            AnnotationSet set,
            List<Finding> findings,
            Losses losses,
            DicomFile file,
            @Nullable ScratchColumns scratch) {
        this(language, set, findings, losses, file, null, scratch);
    }

    private Source(
            Language language,
            AnnotationSet set,
            List<Finding> findings,
            Losses losses,
            @Nullable DicomFile file,
            @Nullable FeaturePlaces places,
            @Nullable ScratchColumns scratch) {
        this.language = language;
        this.set = set;
        this.findings = List.copyOf(findings);
        this.losses = losses;
        this.file = file;
        this.scratch = scratch;
        SourceItems items = language == Language.ANN && file != null ? new SourceItems(set, file.dataSet()) : null;
        this.words = new SourceWords(language, set, places, items);
    }

    /** The same, whose closing deletes a file. */
    Source withTemporary(Path temporary) {
        temporaryFiles.add(temporary);
        return this;
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

    /** What the reader could not take over, of what the target could have said, and what it stated for the target. */
    Losses lossesTo(Language target) {
        Losses all = new Losses();
        // a report that is written anew keeps what columns have no place for
        if (language != Language.SR || target != Language.SR) {
            all.include(losses);
        }
        if (target.isDicom() && target != language) {
            Losses stated = new Losses();
            MappingLosses.note(set, stated);
            stated.rename(this::place);
            all.include(stated);
        }
        return all;
    }

    /** A place as a writer names it, in the notation of the source. */
    String place(String path) {
        return SetPlaces.in(words, path);
    }

    /** Whether an entry of a ledger that names this place is about that object, zero-based. */
    boolean isPlaceOf(String place, long object) {
        return words.isPlaceOf(place, object);
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
        if (scratch != null) {
            scratch.close();
        }
        for (Path temporary : temporaryFiles) {
            Files.deleteIfExists(temporary);
        }
    }
}
