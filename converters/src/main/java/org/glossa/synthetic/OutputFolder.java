package org.glossa.synthetic;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.glossa.store.FolderTree;

/**
 * Where a generation goes: files are made in a hidden folder inside it and moved to their names when all are complete, so that
 * what bears a name is whole.
 */
final class OutputFolder implements AutoCloseable {
    private static final String WORK = ".generating";
    private static final String SLIDE = "slide";
    private static final String ANNOTATIONS = "annotations.dcm";
    private static final String GEOJSON = "annotations.geojson";

    private final Path folder;
    private final Path work;

    /** Opens a folder that is absent, empty, or holds an earlier generation that will be replaced. */
    OutputFolder(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        this.folder = folder;
        this.work = folder.resolve(WORK);
        FolderTree.delete(work);
        Files.createDirectories(work.resolve(SLIDE));
    }

    /** A file of its own for bulk values, deleted at the end. */
    Path temporary(String name) {
        return work.resolve(name + ".tmp");
    }

    Path level(SlideLevel level) {
        return work.resolve(SLIDE).resolve(fileName(level));
    }

    Path annotations() {
        return work.resolve(ANNOTATIONS);
    }

    Path geoJson() {
        return work.resolve(GEOJSON);
    }

    private static String fileName(SlideLevel level) {
        return "level-" + level.number() + ".dcm";
    }

    /** Removes what an earlier generation left and moves the new files to their names. */
    void publish() throws IOException {
        Path slide = folder.resolve(SLIDE);
        Files.createDirectories(slide);
        try (DirectoryStream<Path> old = Files.newDirectoryStream(slide, "level-*.dcm")) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
        Files.deleteIfExists(folder.resolve(GEOJSON));
        try (DirectoryStream<Path> levels = Files.newDirectoryStream(work.resolve(SLIDE))) {
            for (Path level : levels) {
                Files.move(level, slide.resolve(level.getFileName()));
            }
        }
        Files.move(annotations(), folder.resolve(ANNOTATIONS), StandardCopyOption.REPLACE_EXISTING);
        if (Files.exists(geoJson())) {
            Files.move(geoJson(), folder.resolve(GEOJSON));
        }
    }

    Path publishedLevel(SlideLevel level) {
        return folder.resolve(SLIDE).resolve(fileName(level));
    }

    Path publishedAnnotations() {
        return folder.resolve(ANNOTATIONS);
    }

    @Override
    public void close() throws IOException {
        FolderTree.delete(work);
    }
}
