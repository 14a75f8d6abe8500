package org.glossa.convert;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DataSetWriter;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.DicomJsonReader;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TransferSyntax;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;
import org.glossa.sr.SrClasses;

/** Tells what language a file is in, and opens it. */
public final class Sources {
    private static final int PEEKED_BYTES = 4 << 10;
    private static final int PREAMBLE_BYTES = 128;
    private static final int SHOWN_BYTES = 8;
    private static final byte[] GZIP = {0x1F, (byte) 0x8B};
    private static final byte[] DICM = {'D', 'I', 'C', 'M'};
    /** The first member of DICOM JSON is a tag (PS3.18 F.2.2). */
    private static final Pattern DICOM_JSON =
            Pattern.compile("\\s*\\[?\\s*\\{\\s*\"[0-9A-Fa-f]{8}\"\\s*:.*", Pattern.DOTALL);

    private static final String ALLOWED =
            "a DICOM file or DICOM JSON of Microscopy Bulk Simple Annotations or of an Enhanced, Comprehensive or"
                    + " Comprehensive 3D SR; GeoJSON";
    private static final String REMEDY = "give the annotations in one of these";

    private final Slide slide;
    private final ClassMapping mapping;
    private final Path scratchFolder;
    private final Restoration restoration;
    private final ConversionProgress progress;
    private final SpaceName geoJsonSpace;

    /**
     * @param slide what is known of the annotated slide
     * @param mapping of names to codes, for GeoJSON
     * @param scratchFolder for temporary files, which are gone when what was opened is closed
     */
    public Sources(
            Slide slide,
            ClassMapping mapping,
            Path scratchFolder,
            Restoration restoration,
            ConversionProgress progress) {
        this(slide, mapping, scratchFolder, restoration, progress, SpaceName.LEVEL0_PIXELS);
    }

    private Sources(
            Slide slide,
            ClassMapping mapping,
            Path scratchFolder,
            Restoration restoration,
            ConversionProgress progress,
            SpaceName geoJsonSpace) {
        this.geoJsonSpace = geoJsonSpace;
        this.slide = slide;
        this.mapping = mapping;
        this.scratchFolder = scratchFolder;
        this.restoration = restoration;
        this.progress = progress;
    }

    /** @param space of GeoJSON that does not say one itself; level-0 pixels when nobody does */
    public Sources withGeoJsonIn(SpaceName space) {
        return new Sources(slide, mapping, scratchFolder, restoration, progress, space);
    }

    /** What a file is made of, by its first bytes. */
    private enum Form {
        GZIP,
        DICOM,
        DICOM_JSON,
        JSON,
        OTHER
    }

    /**
     * Opens annotations, compressed by gzip or not.
     *
     * @throws ConversionRefusedException when the file is something else
     * @throws MalformedInputException when it is damaged
     */
    public Source open(Path file) throws IOException, ConversionRefusedException {
        byte[] start = start(file);
        return switch (form(start)) {
            case GZIP -> openTemporary(".inflated", copy -> inflate(file, copy), this::openInflated);
            case DICOM -> openDicom(file);
            case DICOM_JSON -> openTemporary(".dcm", copy -> writePart10(file, copy), this::openDicom);
            case JSON -> openGeoJson(file);
            case OTHER -> throw ConversionRefusedException.of("FORMAT_UNKNOWN", described(start), ALLOWED, REMEDY);
        };
    }

    private Source openInflated(Path file) throws IOException, ConversionRefusedException {
        if (form(start(file)) == Form.GZIP) {
            throw ConversionRefusedException.of(
                    "FORMAT_UNKNOWN", "a file that was compressed twice", ALLOWED, "compress it once");
        }
        return open(file);
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(PEEKED_BYTES);
        }
    }

    private static Form form(byte[] start) {
        if (holds(start, 0, GZIP)) {
            return Form.GZIP;
        }
        if (holds(start, PREAMBLE_BYTES, DICM) || holds(start, 0, DICM)) {
            return Form.DICOM;
        }
        String text = new String(start, StandardCharsets.UTF_8);
        String json = (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
        if (DICOM_JSON.matcher(json).matches()) {
            return Form.DICOM_JSON;
        }
        return json.startsWith("{") || json.startsWith("[") ? Form.JSON : Form.OTHER;
    }

    private static boolean holds(byte[] start, int offset, byte[] word) {
        int end = offset + word.length;
        return start.length >= end && Arrays.equals(start, offset, end, word, 0, word.length);
    }

    private static String described(byte[] start) {
        return start.length == 0
                ? "an empty file"
                : "a file that begins with the bytes "
                        + HexFormat.ofDelimiter(" ")
                                .withUpperCase()
                                .formatHex(start, 0, Math.min(SHOWN_BYTES, start.length));
    }

    private Source openDicom(Path path) throws IOException, ConversionRefusedException {
        DicomFile file = DicomFile.open(path, scratchFolder);
        try {
            String sopClass = file.dataSet().string(Tag.SOPClassUID).orElse("");
            if (sopClass.equals(BulkAnnotationReader.SOP_CLASS_UID)) {
                return DicomSource.annotations(file, scratchFolder, restoration);
            }
            if (SrClasses.READ.contains(sopClass)) {
                return DicomSource.report(file, scratchFolder, restoration);
            }
            throw ConversionRefusedException.of("SOP_CLASS_OTHER", SopClasses.described(sopClass), ALLOWED, REMEDY);
        } catch (IOException | ConversionRefusedException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Source openGeoJson(Path path) throws IOException, ConversionRefusedException {
        GeoJsonPlace place = GeoJsonPlace.of(geoJsonSpace, slide);
        return GeoJsonSource.open(path, place, mapping, scratchFolder, restoration, progress);
    }

    /** Makes the bytes of a temporary file. */
    @FunctionalInterface
    private interface Content {
        void write(Path target) throws IOException, ConversionRefusedException;
    }

    @FunctionalInterface
    private interface Opening {
        Source open(Path file) throws IOException, ConversionRefusedException;
    }

    private Source openTemporary(String suffix, Content content, Opening opening)
            throws IOException, ConversionRefusedException {
        Path copy = Files.createTempFile(scratchFolder, ".glossa-", suffix);
        try {
            content.write(copy);
            return opening.open(copy).withTemporary(copy);
        } catch (IOException | ConversionRefusedException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    private static void inflate(Path file, Path target) throws IOException {
        try (InputStream stream = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            Files.copy(stream, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (ZipException | EOFException damaged) {
            throw new MalformedInputException(Finding.error(
                    "GZIP_DAMAGED",
                    Place.WHOLE,
                    "a gzip file that is damaged or ends early (" + damaged.getMessage() + ")",
                    "a whole gzip file",
                    "send it again, or without compression",
                    "RFC 1952"));
        }
    }

    private static void writePart10(Path json, Path target) throws IOException, ConversionRefusedException {
        List<DataSet> dataSets;
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(json))) {
            dataSets = DicomJsonReader.read(stream, (uri, path) -> {
                throw new MalformedInputException(Finding.error(
                        "BULK_DATA_ELSEWHERE",
                        new Place.DataElement(-1, path.toString()),
                        "a BulkDataURI, " + uri,
                        "InlineBinary",
                        "give the DICOM file itself",
                        "PS3.18 F.2.6"));
            });
        }
        if (dataSets.size() != 1) {
            throw ConversionRefusedException.of(
                    "INSTANCE_COUNT",
                    "DICOM JSON of " + dataSets.size() + " instances",
                    "one instance",
                    "give each instance for itself");
        }
        DataSet only = dataSets.getFirst();
        DataSetWriter.writeFile(
                target,
                only.string(Tag.SOPClassUID).orElse(""),
                only.string(Tag.SOPInstanceUID).orElse(""),
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                only);
    }
}
