package org.glossa.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glossa.annotation.AnnotationSet;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.Finding;
import org.glossa.geojson.read.FeaturePlaces;
import org.glossa.geojson.read.GeoJsonReader.GeoJsonSet;
import org.glossa.ledger.Losses;
import org.jspecify.annotations.Nullable;

/** A document of annotations that was opened. Its columns and its data set live until {@link #close()}. */
public final class Source implements AutoCloseable {
    private static final Pattern OBJECT = Pattern.compile("/features/(\\d+)");

    private final Language language;
    private final AnnotationSet set;
    private final List<Finding> findings;
    private final Losses losses;
    private final @Nullable DicomFile file;
    private final @Nullable FeaturePlaces places;
    private final @Nullable ScratchColumns scratch;
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
        this.places = places;
        this.scratch = scratch;
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

    /** What the reader could not take over, of what the target could have said. */
    Losses lossesTo(Language target) {
        // a report that is written anew keeps what columns have no place for
        return language == Language.SR && target == Language.SR ? new Losses() : losses;
    }

    /** A place as a writer names it, who counts objects, but knows neither the root of the text nor what stands below what. */
    String place(String path) {
        Matcher object = OBJECT.matcher(path);
        return places != null && object.matches() ? places.of(set.features(), Long.parseLong(object.group(1))) : path;
    }

    /** The data set of a DICOM document; null for GeoJSON. */
    public @Nullable DataSet original() {
        return file == null ? null : file.dataSet();
    }

    /** Where the objects of GeoJSON stand; null for DICOM. */
    @Nullable
    FeaturePlaces places() {
        return places;
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
