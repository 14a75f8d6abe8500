package org.glossa.service.convert;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.service.config.Limits;
import org.glossa.service.dicomweb.MalformedMultipartException;
import org.glossa.service.dicomweb.MediaRange;
import org.glossa.service.dicomweb.MultipartReader;
import org.glossa.service.objects.ObjectStore;
import org.glossa.service.web.ProblemException;
import org.glossa.store.FolderTree;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a request to convert, each in a file of a folder of their own (RFC 7578). Closing it deletes the folder with all that
 * was put there. Not thread-safe.
 */
final class ReceivedParts implements AutoCloseable {
    private static final int PIECE_BYTES = 1 << 16;
    private static final long ROOM_BYTES = 4 << 20;
    private static final int MOST_JSON_BYTES = 4 << 20;
    private static final String ALLOWED = "source, image (any number), mapping, options";

    private final Path folder;
    private final ObjectStore objects;
    private @Nullable Path source;
    private final List<Path> images = new ArrayList<>();
    private @Nullable Path mapping;
    private @Nullable Path options;

    private ReceivedParts(Path folder, ObjectStore objects) {
        this.folder = folder;
        this.objects = objects;
    }

    /**
     * Reads a body to its end.
     *
     * @param spool a folder is made in it
     * @throws ProblemException 415 when it is no multipart body, 400 when it cannot be read or a part is not expected, 413 for too many
     */
    static ReceivedParts read(HttpRequest<?> request, InputStream body, Path spool, ObjectStore objects, Limits limits)
            throws IOException {
        String boundary = boundary(request);
        Files.createDirectories(spool);
        ReceivedParts parts = new ReceivedParts(Files.createTempDirectory(spool, "convert-"), objects);
        try {
            parts.take(
                    new MultipartReader(body, boundary, limits.partHeaderBytes(), limits.partHeaderFields()), limits);
            return parts;
        } catch (MalformedMultipartException malformed) {
            parts.close();
            throw ProblemException.badRequest(String.valueOf(malformed.getMessage()));
        } catch (IOException | RuntimeException failure) {
            parts.close();
            throw failure;
        }
    }

    private static String boundary(HttpRequest<?> request) {
        String header = request.getHeaders().get("Content-Type");
        MediaRange type = MediaRange.one(header == null ? "" : header)
                .filter(range -> range.type().startsWith("multipart/"))
                .orElseThrow(() -> ProblemException.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "Got Content-Type " + header + "; allowed: multipart/form-data with the parts " + ALLOWED
                                + "."));
        List<String> boundaries = type.values("boundary");
        if (boundaries.size() != 1
                || boundaries.getFirst().isEmpty()
                || boundaries.getFirst().length() > 70) {
            throw ProblemException.badRequest(
                    "A multipart Content-Type needs one boundary of 1 to 70 characters, got " + boundaries);
        }
        return boundaries.getFirst();
    }

    private void take(MultipartReader parts, Limits limits) throws IOException {
        for (int count = 1; parts.nextPart(); count++) {
            if (count > limits.parts()) {
                throw ProblemException.of(
                        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                        "Got a multipart body of more than " + limits.parts() + " parts (glossa.limits.parts).");
            }
            String name = name(parts.headers().getOrDefault("content-disposition", ""));
            switch (name) {
                case "source" -> source = only(name, source, save(parts.body()));
                case "image" -> images.add(save(parts.body()));
                case "mapping" -> mapping = only(name, mapping, save(parts.body()));
                case "options" -> options = only(name, options, save(parts.body()));
                default ->
                    throw ProblemException.badRequest("Got a part "
                            + (name.isEmpty()
                                    ? "without a name (Content-Disposition: form-data; name=\"source\")"
                                    : name)
                            + "; allowed: " + ALLOWED + ".");
            }
        }
        if (source == null) {
            throw ProblemException.badRequest("Got no part source; send the annotations as the part source.");
        }
        requireShort("options", options);
        requireShort("mapping", mapping);
    }

    private static void requireShort(String name, @Nullable Path file) throws IOException {
        if (file != null && Files.size(file) > MOST_JSON_BYTES) {
            throw ProblemException.of(
                    HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                    "Got a part " + name + " of " + Files.size(file) + " bytes; at most " + MOST_JSON_BYTES
                            + " are allowed.");
        }
    }

    private static Path only(String name, @Nullable Path before, Path now) {
        if (before != null) {
            throw ProblemException.badRequest("Got two parts " + name + "; send one.");
        }
        return now;
    }

    /** The parameter name of a Content-Disposition. */
    private static String name(String disposition) {
        // it has the syntax of a media type but for the slash
        return MediaRange.one("part/" + disposition).map(range -> range.values("name")).stream()
                .flatMap(List::stream)
                .findFirst()
                .orElse("");
    }

    private Path save(InputStream body) throws IOException {
        Path file = Files.createTempFile(folder, "part-", "");
        long length = 0;
        long checkedUpTo = 0;
        try (OutputStream target = Files.newOutputStream(file)) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                if (length + read > checkedUpTo) {
                    objects.requireRoom(ROOM_BYTES);
                    checkedUpTo = length + ROOM_BYTES;
                }
                target.write(piece, 0, read);
                length += read;
            }
        }
        return file;
    }

    Path source() {
        if (source == null) {
            throw new IllegalStateException("take() requires it");
        }
        return source;
    }

    List<Path> images() {
        return List.copyOf(images);
    }

    @Nullable
    Path mapping() {
        return mapping;
    }

    @Nullable
    Path options() {
        return options;
    }

    /** For temporary files of the conversion. */
    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        FolderTree.delete(folder);
    }
}
