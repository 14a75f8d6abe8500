package org.glossa.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.convert.ConversionRefusedException;
import org.glossa.convert.Slide;
import org.glossa.convert.Source;
import org.glossa.convert.Sources;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.MalformedInputException;
import org.glossa.mapping.ClassMapping;
import org.jspecify.annotations.Nullable;

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

    /** The images of {@code --image}: DICOM files, folders of them, DICOM JSON metadata, and URLs of any of these but folders. */
    static Slide slide(List<String> names, ImageFetch fetch) throws CommandFailure {
        List<Path> paths = new ArrayList<>();
        List<Path> downloads = new ArrayList<>();
        try {
            for (String name : names) {
                if (name.contains("://")) {
                    Path file = Files.createTempFile("glossa-image", ".tmp");
                    downloads.add(file);
                    copy(fetch, address(name), file);
                    paths.add(file);
                } else {
                    Path path = Path.of(name);
                    requireReadable(path);
                    paths.add(path);
                }
            }
            return Slide.open(paths);
        } catch (MalformedInputException e) {
            throw new CommandFailure(
                    "--image " + String.join(", ", names) + ": " + e.finding().sentence());
        } catch (ConversionRefusedException e) {
            throw new CommandFailure("--image: " + e.sentence());
        } catch (IOException e) {
            throw new CommandFailure("--image: " + String.join(", ", names) + " cannot be read: " + e.getMessage());
        } finally {
            delete(downloads); // what is open stays readable without its name
        }
    }

    private static URI address(String name) throws CommandFailure {
        try {
            URI address = new URI(name);
            String scheme = address.getScheme();
            if (("http".equals(scheme) || "https".equals(scheme)) && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new CommandFailure("--image: got " + name + ", which is no URL: " + e.getReason() + " at index "
                    + e.getIndex() + "; allowed: http://… or https://…");
        }
        throw new CommandFailure("--image: got " + name + "; allowed: http://… or https://…, a DICOM file, a folder of"
                + " them, or DICOM JSON metadata in a file");
    }

    private static void copy(ImageFetch fetch, URI address, Path file) throws CommandFailure {
        try {
            fetch.copy(address, file);
        } catch (IOException e) {
            throw new CommandFailure("--image: " + e.getMessage());
        }
    }

    private static void delete(List<Path> files) {
        for (Path file : files) {
            if (!file.toFile().delete()) {
                file.toFile().deleteOnExit();
            }
        }
    }

    /** Annotations in any language. */
    static Source source(Path file, Sources sources) throws CommandFailure {
        requireReadable(file);
        try {
            return sources.open(file);
        } catch (MalformedInputException e) {
            throw new CommandFailure(file + ": " + e.finding().sentence());
        } catch (ConversionRefusedException e) {
            throw new CommandFailure(file + ": " + e.sentence());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static ClassMapping mapping(@Nullable Path file) throws CommandFailure {
        if (file == null) {
            return ClassMapping.standard();
        }
        requireReadable(file);
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            return ClassMapping.read(stream);
        } catch (MalformedInputException e) {
            throw new CommandFailure("--mapping " + file + ": " + e.finding().sentence());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static boolean isJson(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            String start = new String(stream.readNBytes(16), StandardCharsets.UTF_8).strip();
            return start.startsWith("{") || start.startsWith("[");
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
