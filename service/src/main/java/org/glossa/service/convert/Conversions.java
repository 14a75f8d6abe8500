package org.glossa.service.convert;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.glossa.annotation.AnnotationSet;
import org.glossa.convert.Conversion;
import org.glossa.convert.ConversionOptions;
import org.glossa.convert.ConversionProgress;
import org.glossa.convert.ConversionRefusedException;
import org.glossa.convert.ConversionRequest;
import org.glossa.convert.ConversionRequest.OnLoss;
import org.glossa.convert.Language;
import org.glossa.convert.Slide;
import org.glossa.convert.Source;
import org.glossa.convert.Sources;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.Restoration;
import org.glossa.service.config.ServiceConfig;
import org.glossa.service.web.ProblemException;
import org.glossa.service.web.SpooledBytes;

/** Runs conversions for requests. Thread-safe. */
@Singleton
final class Conversions {
    static final String LEDGER_JSON = "application/json";

    private static final JsonFactory JSON = new JsonFactory();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final StoredSlides storedSlides;
    private final Path spool;

    Conversions(StoredSlides storedSlides, ServiceConfig config) {
        this.storedSlides = storedSlides;
        this.spool = config.data().resolve("spool");
    }

    /** What of a conversion is answered. */
    enum Content {
        /** The result and the ledger, as multipart/mixed. */
        RESULT_AND_LEDGER,
        RESULT,
        LEDGER
    }

    /**
     * An answer that is to be sent.
     *
     * @param bytes deleted when they were sent
     */
    record Answer(String contentType, SpooledBytes bytes) {}

    /**
     * @param images of the slide; when there are none, the slide is looked for among what is stored
     * @param scratch for temporary files
     * @throws ProblemException 422 when it cannot be converted as asked
     */
    Answer convert(Path file, List<Path> images, ConversionRequest asked, Language to, Content content, Path scratch)
            throws IOException {
        try (Slide slide = slide(file, images, asked, scratch);
                Source source = sources(slide, asked, scratch).open(file)) {
            requireStored(slide, source.set(), asked);
            Conversion conversion = new Conversion(slide, asked.options(), scratch, ConversionProgress.NONE);
            return switch (content) {
                case LEDGER -> ledger(conversion, source, asked, to);
                case RESULT -> result(conversion, source, asked, to);
                case RESULT_AND_LEDGER -> both(conversion, source, asked, to);
            };
        } catch (ConversionRefusedException refusal) {
            throw ProblemException.unconvertible(refusal.sentence(), refusal.findings(), refusal.ledger());
        }
    }

    /** Another space is reached by the slide alone: when it is known which, it only has to be stored. */
    private void requireStored(Slide slide, AnnotationSet set, ConversionRequest asked) {
        SpaceName space = asked.options().space();
        if (space != null
                && slide.isEmpty()
                && space != AnswerSpace.ofSource(set).name()) {
            storedSlides.missing(set).ifPresent(missing -> {
                throw ProblemException.missing(
                        missing.uid(), "space: got " + space + ", which needs the slide. " + missing.sentence());
            });
        }
    }

    private static Sources sources(Slide slide, ConversionRequest asked, Path scratch) {
        return new Sources(slide, asked.options().mapping(), scratch, Restoration.RESTORE, ConversionProgress.NONE)
                .withGeoJsonIn(asked.options().sourceSpace());
    }

    private Slide slide(Path file, List<Path> images, ConversionRequest asked, Path scratch)
            throws IOException, ConversionRefusedException {
        if (!images.isEmpty()) {
            return Slide.open(images);
        }
        if (!asked.imageUid().isEmpty()) {
            List<Path> stored = storedSlides.ofImage(asked.imageUid());
            if (stored.isEmpty()) {
                throw ProblemException.missing(
                        asked.imageUid(),
                        "The image " + asked.imageUid()
                                + " is not stored; store its slide, or send an image of it as the" + " part image.");
            }
            return Slide.open(stored);
        }
        try (Slide none = Slide.none();
                Source source = sources(none, asked, scratch).open(file)) {
            return Slide.open(storedSlides.of(source.set()));
        }
    }

    private Answer result(Conversion conversion, Source source, ConversionRequest asked, Language to)
            throws IOException, ConversionRefusedException {
        return spooled(contentType(to, asked.options()), bytes -> {
            requireKept(conversion.run(source, to, bytes), asked);
        });
    }

    private Answer ledger(Conversion conversion, Source source, ConversionRequest asked, Language to)
            throws IOException, ConversionRefusedException {
        Ledger ledger = conversion.run(source, to, OutputStream.nullOutputStream());
        requireKept(ledger, asked);
        return spooled(LEDGER_JSON, bytes -> write(ledger, bytes));
    }

    private Answer both(Conversion conversion, Source source, ConversionRequest asked, Language to)
            throws IOException, ConversionRefusedException {
        byte[] random = new byte[24];
        RANDOM.nextBytes(random);
        String boundary = "glossa" + HexFormat.of().formatHex(random);
        return spooled("multipart/mixed; boundary=" + boundary, bytes -> {
            ascii(
                    "--" + boundary + "\r\nContent-Type: " + contentType(to, asked.options())
                            + "\r\nContent-Disposition: attachment; name=\"result\"; filename=\""
                            + fileName("result", to, asked.options()) + "\"\r\n\r\n",
                    bytes);
            Ledger ledger = conversion.run(source, to, bytes);
            requireKept(ledger, asked);
            ascii(
                    "\r\n--" + boundary + "\r\nContent-Type: " + LEDGER_JSON
                            + "\r\nContent-Disposition: attachment; name=\"ledger\"; filename=\"ledger.json\"\r\n\r\n",
                    bytes);
            write(ledger, bytes);
            ascii("\r\n--" + boundary + "--\r\n", bytes);
        });
    }

    /** With {@code strict}, an output that has lost something is none. */
    private static void requireKept(Ledger ledger, ConversionRequest asked) {
        if (asked.onLoss() == OnLoss.REFUSE && ledger.isRefusedByStrict()) {
            throw ProblemException.unconvertible(
                    "strict refuses what the ledger lists as loss; leave strict out to have the result all the same",
                    List.of(),
                    ledger);
        }
    }

    static String contentType(Language to, ConversionOptions options) {
        return switch (options.compression()) {
            case NONE ->
                switch (options.layout()) {
                    case COLLECTION -> to.mediaType();
                    case NEWLINE_DELIMITED -> to.isDicom() ? to.mediaType() : "application/geo+json-seq";
                };
            case GZIP -> "application/gzip";
        };
    }

    static String fileName(String stem, Language to, ConversionOptions options) {
        return stem
                + to.extension()
                + switch (options.compression()) {
                    case NONE -> "";
                    case GZIP -> ".gz";
                };
    }

    @FunctionalInterface
    private interface Writing {
        void write(SpooledBytes bytes) throws IOException, ConversionRefusedException;
    }

    private Answer spooled(String contentType, Writing writing) throws IOException, ConversionRefusedException {
        SpooledBytes bytes = new SpooledBytes(spool);
        boolean whole = false;
        try {
            writing.write(bytes);
            whole = true;
            return new Answer(contentType, bytes);
        } finally {
            if (!whole) {
                bytes.discard();
            }
        }
    }

    private static void write(Ledger ledger, OutputStream target) throws IOException {
        try (JsonGenerator out = JSON.createGenerator(target, JsonEncoding.UTF8)) {
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            ledger.write(out);
        }
    }

    private static void ascii(String text, OutputStream target) throws IOException {
        target.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
