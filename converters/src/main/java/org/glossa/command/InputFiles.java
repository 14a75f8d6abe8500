package org.glossa.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.DicomJsonReader;
import org.glossa.finding.MalformedInputException;
import org.glossa.image.SlideImage;
import org.glossa.image.SlideImages;

/** Opens what a user names, and says in a sentence why it cannot be used. */
final class InputFiles {
    private InputFiles() {}

    static DicomFile dicom(Path file) throws CommandFailure {
        requireReadable(file);
        try {
            if (isJson(file)) {
                throw new CommandFailure(file + " is JSON; allowed today: a DICOM Part 10 file");
            }
            return DicomFile.open(file);
        } catch (MalformedInputException e) {
            throw new CommandFailure(file + ": " + e.finding().sentence());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Slide images from DICOM files, folders of them, and DICOM JSON metadata. */
    static SlideImages images(List<String> names) throws CommandFailure {
        List<SlideImage> images = new ArrayList<>();
        for (String name : names) {
            if (name.contains("://")) {
                throw new CommandFailure("--image: got " + name
                        + ", a URL; allowed today: a DICOM file, a folder of them, or DICOM JSON metadata in a file");
            }
            Path path = Path.of(name);
            requireReadable(path);
            try {
                images.addAll(Files.isDirectory(path) ? ofFolder(path) : ofFile(path));
            } catch (MalformedInputException e) {
                throw new CommandFailure("--image " + path + ": " + e.finding().sentence());
            } catch (IOException e) {
                throw unreadable(path, e);
            }
        }
        return new SlideImages(images);
    }

    /** The DICOM files among what is named, and in folders that are. */
    static List<Path> dicomFiles(List<String> names) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            Path path = Path.of(name);
            try (Stream<Path> entries = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
                for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
                    if (isDicom(file)) {
                        files.add(file);
                    }
                }
            }
        }
        return files;
    }

    private static List<SlideImage> ofFile(Path file) throws IOException, CommandFailure {
        List<SlideImage> images = isJson(file) ? ofJson(file) : ofDicom(file);
        if (images.isEmpty()) {
            throw new CommandFailure("--image: got " + file
                    + ", which holds no VL Whole Slide Microscopy image (SOP class " + SlideImage.SOP_CLASS_UID + ")");
        }
        return images;
    }

    private static List<SlideImage> ofFolder(Path folder) throws IOException, CommandFailure {
        List<SlideImage> images = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
                if (!isJson(file) && isDicom(file)) {
                    images.addAll(ofDicom(file));
                }
            }
        }
        if (images.isEmpty()) {
            throw new CommandFailure("--image: got the folder " + folder
                    + ", in which no DICOM file is a VL Whole Slide" + " Microscopy image");
        }
        return images;
    }

    private static List<SlideImage> ofDicom(Path file) throws IOException {
        try (DicomFile dicom = DicomFile.open(file)) {
            return SlideImage.of(dicom.dataSet()).stream().toList();
        }
    }

    private static List<SlideImage> ofJson(Path file) throws IOException {
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            List<SlideImage> images = new ArrayList<>();
            for (DataSet dataSet : DicomJsonReader.read(stream, DicomJsonReader.BulkDataResolver.NONE)) {
                SlideImage.of(dataSet).ifPresent(images::add);
            }
            return images;
        }
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

    private static void requireReadable(Path path) throws CommandFailure {
        if (!Files.exists(path)) {
            throw new CommandFailure("no such file: " + path);
        }
        if (!Files.isReadable(path)) {
            throw new CommandFailure("not readable: " + path);
        }
    }

    private static CommandFailure unreadable(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new CommandFailure("no such file: " + path);
        }
        return new CommandFailure(path + " cannot be read: " + e.getMessage());
    }
}
