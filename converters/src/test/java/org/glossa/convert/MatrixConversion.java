package org.glossa.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glossa.convert.ConversionOptions.Name;
import org.glossa.corpus.ConversionMatrix.Target;
import org.glossa.corpus.conversion.MatrixSources;
import org.glossa.corpus.conversion.MatrixSources.Run;
import org.glossa.diff.CommonSpace;
import org.glossa.diff.Diff;
import org.glossa.diff.DiffOptions;
import org.glossa.diff.SetDiff;
import org.glossa.diff.Sides;
import org.glossa.image.SpaceUnavailableException;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;

/** A cell of the conversion matrix that is run: the source is written to a folder, converted, and read back. */
final class MatrixConversion implements AutoCloseable {
    private final Run run;
    private final Path folder;
    private final Slide slide;
    private final Path sourceFile;
    private final Path targetFile;

    MatrixConversion(Run run, Path folder) throws IOException, ConversionRefusedException {
        this.run = run;
        this.folder = Files.createTempDirectory(folder, "cell");
        this.slide = Slide.open(images(run));
        sourceFile = this.folder.resolve("source" + run.extension());
        targetFile = this.folder.resolve("target" + language(run.target()).extension());
        Files.write(sourceFile, run.bytes());
    }

    private static List<Path> images(Run run) {
        List<Path> images = new ArrayList<>(List.of(MatrixSources.image()));
        if (run.name().contains("several images")) {
            images.add(MatrixSources.otherImage());
        }
        return images;
    }

    /** The ledger of the conversion; empty when it was refused without one. */
    Optional<Ledger> convert() throws IOException, ConversionRefusedException {
        try (Source source = open(sourceFile, Restoration.RESTORE);
                OutputStream target = Files.newOutputStream(targetFile)) {
            return Optional.of(conversion(options(run)).run(source, language(run.target()), target));
        } catch (ConversionRefusedException refused) {
            Ledger ledger = refused.ledger();
            if (ledger == null
                    || run.entries().values().stream()
                            .noneMatch(entry -> entry.code().severity().equals("error"))) {
                throw refused;
            }
            return Optional.of(ledger);
        }
    }

    /** What the source and the converted document, read again, differ in. */
    Diff differences(Restoration restoration) throws IOException, ConversionRefusedException {
        try (Source source = open(sourceFile, Restoration.RESTORE);
                Source back = open(targetFile, restoration)) {
            DiffOptions options = DiffOptions.exact().with(Sides.SECOND_FROM_FIRST);
            return SetDiff.compare(
                    source.set(),
                    back.set(),
                    options.with(CommonSpace.secondToFirst(source.set(), back.set(), slide.images())));
        } catch (SpaceUnavailableException e) {
            throw new IOException(e);
        }
    }

    /** The converted document, read again and written as GeoJSON. */
    String backToGeoJson() throws IOException, ConversionRefusedException {
        Path file = folder.resolve("back.geojson");
        try (Source back = open(targetFile, Restoration.RESTORE);
                OutputStream target = Files.newOutputStream(file)) {
            conversion(ConversionOptions.DEFAULT).run(back, Language.GEOJSON, target);
        }
        return Files.readString(file);
    }

    Path targetFile() {
        return targetFile;
    }

    private Source open(Path file, Restoration restoration) throws IOException, ConversionRefusedException {
        return new Sources(slide, ClassMapping.standard(), folder, restoration, ConversionProgress.NONE).open(file);
    }

    private Conversion conversion(ConversionOptions options) {
        return new Conversion(slide, options, folder, ConversionProgress.NONE);
    }

    static Language language(Target target) {
        return switch (target) {
            case ANN -> Language.ANN;
            case SR_SCOORD, SR_SCOORD3D -> Language.SR;
            case GEOJSON -> Language.GEOJSON;
        };
    }

    private static ConversionOptions options(Run run) {
        ConversionOptions.Builder options = ConversionOptions.builder();
        try {
            for (String option : run.options()) {
                String[] parts = option.split("=", 2);
                options.set(Name.named(parts[0]).orElseThrow(), parts[1]);
            }
            switch (run.target()) {
                case SR_SCOORD -> options.set(Name.SPACE, "level0-pixels");
                case SR_SCOORD3D -> options.set(Name.SPACE, "slide-mm");
                case ANN, GEOJSON -> {}
            }
        } catch (InvalidOptionException e) {
            throw new IllegalArgumentException(run.name(), e);
        }
        return options.build();
    }

    @Override
    public void close() {
        slide.close();
    }
}
