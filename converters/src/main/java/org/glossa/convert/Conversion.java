package org.glossa.convert;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.ImageReference;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerDocument;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;

/**
 * Writes a document in a language, and says what that cannot carry. Several documents may be written one after another. Not thread-safe.
 */
public final class Conversion {
    static final String IMAGE_NEEDED = "IMAGE_NEEDED";
    private static final int COMPRESSED_AT_A_TIME = 1 << 16;

    private final Slide slide;
    private final ConversionOptions options;
    private final Path scratchFolder;
    private final ConversionProgress progress;

    /**
     * @param slide images of the annotated slide, for spaces, and for patient, study and references of DICOM
     * @param scratchFolder for temporary files, which are gone when a run ends
     */
    public Conversion(Slide slide, ConversionOptions options, Path scratchFolder, ConversionProgress progress) {
        this.slide = slide;
        this.options = options;
        this.scratchFolder = scratchFolder;
        this.progress = progress;
    }

    /**
     * Writes the whole document. The caller throws away what was written when this throws, and when it does not want what the ledger says.
     *
     * @param target stays open
     * @throws ConversionRefusedException when the target cannot be written as asked
     */
    public Ledger run(Source source, Language language, OutputStream target)
            throws IOException, ConversionRefusedException {
        Ledger ledger = new Ledger();
        Losses losses = source.lossesTo(language);
        Losses written = new Losses();
        try {
            noteSpace(source, ledger);
            requireImage(source, language);
            AnswerSpace space = new TargetSpaces(source.set(), slide.images(), options.space()).of(language, ledger);
            String sopInstanceUid = compressed(new Run(source, space, ledger, written, target), language);
            written.rename(source::place);
            losses.include(written);
            losses.addTo(ledger);
            ledger.between(
                    new LedgerDocument(
                            source.language().word(),
                            source.set().sopInstanceUid(),
                            AnswerSpace.ofSource(source.set()).coordRefSys()),
                    new LedgerDocument(language.word(), sopInstanceUid, space.coordRefSys()));
            return ledger;
        } catch (ConversionRefusedException refusal) {
            written.rename(source::place);
            losses.include(written);
            losses.addTo(ledger);
            throw new ConversionRefusedException(refusal.findings(), ledger);
        }
    }

    /**
     * One document on its way.
     *
     * @param space of the target, and the way there
     * @param ledger for entries that are no counts
     * @param losses for all others
     */
    record Run(Source source, AnswerSpace space, Ledger ledger, Losses losses, OutputStream target) {
        AnnotationSet set() {
            return source.set();
        }
    }

    private String compressed(Run run, Language language) throws IOException, ConversionRefusedException {
        return switch (options.compression()) {
            case NONE -> write(run, language);
            case GZIP -> {
                try (GZIPOutputStream target = new GZIPOutputStream(unclosed(run.target()), COMPRESSED_AT_A_TIME)) {
                    yield write(new Run(run.source(), run.space(), run.ledger(), run.losses(), target), language);
                }
            }
        };
    }

    /** The SOP Instance UID; empty for GeoJSON. */
    private String write(Run run, Language language) throws IOException, ConversionRefusedException {
        return switch (language) {
            case GEOJSON -> {
                GeoJsonTarget.write(run, slide, options, progress);
                yield "";
            }
            case ANN -> AnnTarget.write(run, slide, options, scratchFolder);
            case SR -> SrTarget.write(run, slide, options);
        };
    }

    private static OutputStream unclosed(OutputStream target) {
        return new FilterOutputStream(target) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    /** GeoJSON seldom says which pixels it counts: what it was taken for is told. */
    private void noteSpace(Source source, Ledger ledger) {
        ImageReference image = source.set().image();
        if (source.language() != Language.GEOJSON || image == null) {
            return;
        }
        boolean levelZero = slide.levelZero()
                .filter(finest -> finest.level().sopInstanceUid().equals(image.sopInstanceUid()))
                .isPresent();
        SpaceName space = AnswerSpace.ofSource(source.set()).name();
        String name = levelZero && space == SpaceName.SOURCE_PIXELS ? SpaceName.LEVEL0_PIXELS.word() : space.word();
        ledger.add(LedgerEntry.information(
                LedgerCode.SPACE_TAKEN.name(),
                Carriage.GONE,
                source.set().annotationCount(),
                "coordinates are taken as " + name + " of " + image.sopInstanceUid()));
    }

    private void requireImage(Source source, Language language) throws ConversionRefusedException {
        if (language.isDicom() && source.original() == null && slide.isEmpty()) {
            throw ConversionRefusedException.of(
                    IMAGE_NEEDED,
                    "no image of the annotated slide",
                    "an image of it: a DICOM object has the patient, the study and the references of its slide",
                    "name the slide with --image, or send it as a part named image");
        }
    }
}
