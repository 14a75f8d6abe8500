package org.glossa.convert;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.ImageReference;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.DicomJsonReader;
import org.glossa.dicom.Tag;
import org.glossa.image.SlideImage;
import org.glossa.image.SlideImages;

/**
 * The images that a conversion is given: their geometry, and the data sets that patient, study and specimen are taken from. The data sets
 * live until {@link #close()}.
 */
public final class Slide implements AutoCloseable {
    private final List<DicomFile> files = new ArrayList<>();
    private final List<DataSet> dataSets = new ArrayList<>();
    private final List<SlideImage> images = new ArrayList<>();

    private Slide() {}

    /** No image at all. */
    public static Slide none() {
        return new Slide();
    }

    /**
     * Opens DICOM files, folders of them, and DICOM JSON metadata. What is no VL Whole Slide Microscopy image is passed over in a folder.
     *
     * @throws ConversionRefusedException when a path holds no such image
     * @throws org.glossa.finding.MalformedInputException when a file is damaged
     */
    public static Slide open(List<Path> paths) throws IOException, ConversionRefusedException {
        Slide slide = new Slide();
        try {
            for (Path path : paths) {
                slide.add(path);
            }
            return slide;
        } catch (IOException | ConversionRefusedException | RuntimeException e) {
            slide.close();
            throw e;
        }
    }

    private void add(Path path) throws IOException, ConversionRefusedException {
        int before = images.size();
        if (Files.isDirectory(path)) {
            try (Stream<Path> entries = Files.list(path)) {
                for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
                    if (isDicom(file)) {
                        addFile(file);
                    }
                }
            }
            requireMore(before, "the folder " + path + ", in which no DICOM file is a VL Whole Slide Microscopy image");
        } else if (isJson(path)) {
            try (InputStream stream = new BufferedInputStream(Files.newInputStream(path))) {
                DicomJsonReader.read(stream, DicomJsonReader.BulkDataResolver.NONE)
                        .forEach(this::addDataSet);
            }
            requireMore(before, withoutImage(path));
        } else {
            addFile(path);
            requireMore(before, withoutImage(path));
        }
    }

    private static String withoutImage(Path path) {
        return path + ", which holds no VL Whole Slide Microscopy image (SOP class " + SlideImage.SOP_CLASS_UID + ")";
    }

    private void requireMore(int before, String got) throws ConversionRefusedException {
        if (images.size() == before) {
            throw ConversionRefusedException.of(
                    "IMAGE_OTHER",
                    got,
                    "a DICOM file of a slide, a folder of them, or DICOM JSON metadata",
                    "name the annotated slide");
        }
    }

    private void addFile(Path path) throws IOException {
        DicomFile file = DicomFile.open(path);
        files.add(file);
        addDataSet(file.dataSet());
    }

    private void addDataSet(DataSet dataSet) {
        SlideImage.of(dataSet).ifPresent(image -> {
            images.add(image);
            dataSets.add(dataSet);
        });
    }

    private static boolean isJson(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            String start = new String(stream.readNBytes(16), StandardCharsets.UTF_8).strip();
            return start.startsWith("{") || start.startsWith("[");
        }
    }

    private static boolean isDicom(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] start = stream.readNBytes(132);
            return start.length == 132
                    && start[128] == 'D'
                    && start[129] == 'I'
                    && start[130] == 'C'
                    && start[131] == 'M';
        }
    }

    public boolean isEmpty() {
        return images.isEmpty();
    }

    public SlideImages images() {
        return new SlideImages(images);
    }

    /** One for each of the images, in the same order. */
    public List<DataSet> dataSets() {
        return List.copyOf(dataSets);
    }

    /** The finest of the images, those that are levels of a pyramid before others. */
    public Optional<SlideImage> levelZero() {
        return images.stream()
                .max(Comparator.comparing(SlideImage::isVolume)
                        .thenComparingLong(image -> image.level().totalColumns()));
    }

    /** The image of that UID, or a part of the concatenation of that UID. */
    public Optional<DataSet> dataSet(String sopInstanceUid) {
        for (int i = 0; i < images.size(); i++) {
            SlideImage image = images.get(i);
            if (image.sopInstanceUid().equals(sopInstanceUid)
                    || image.level().sopInstanceUid().equals(sopInstanceUid)) {
                return Optional.of(dataSets.get(i));
            }
        }
        return Optional.empty();
    }

    /** The image that the annotations are on, or else one of the same series or frame of reference. */
    Optional<DataSet> dataSetOf(AnnotationSet set) {
        ImageReference reference = set.image();
        Optional<DataSet> named = images().annotated(set).flatMap(image -> dataSet(image.sopInstanceUid()));
        if (named.isPresent() || reference == null) {
            return named;
        }
        return dataSets.stream()
                .filter(dataSet -> !reference.seriesInstanceUid().isEmpty()
                        && dataSet.string(Tag.SeriesInstanceUID).orElse("").equals(reference.seriesInstanceUid()))
                .findFirst();
    }

    @Override
    public void close() {
        files.forEach(DicomFile::close);
    }
}
