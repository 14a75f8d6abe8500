package org.glossa.synthetic;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.glossa.annotation.GroupDescription;

/** Generates a slide and the annotations of its nuclei. */
public final class SyntheticSlide {
    private static final int EMPTY_TILE = 0xF4F2F5;

    private final SlideRequest request;
    private final GenerateProgress progress;
    private final OutputFolder folder;
    private final GeneratedUids uids;
    private final List<SlideLevel> levels;
    private final NucleusLayout layout;

    private SyntheticSlide(SlideRequest request, OutputFolder folder, GenerateProgress progress) {
        this.request = request;
        this.progress = progress;
        this.folder = folder;
        this.uids = new GeneratedUids(request);
        this.levels = SlideLevel.pyramid(request);
        this.layout = new NucleusLayout(request);
    }

    /**
     * Writes {@code slide/level-0.dcm} (the most pixels) and so on, {@code annotations.dcm}, and for {@link AnnotationFormat#GEOJSON}
     * {@code annotations.geojson}; what an earlier generation left under these names is replaced. Holds neither the
     * annotations nor a level on the heap; the disk must for a while hold the bulk values twice.
     *
     * @param out made when absent
     * @throws SlideRequestException when a group's coordinates would not fit into one DICOM element
     * @throws IOException when the disk is too small or fails; nothing is left then but what was there before
     */
    public static GeneratedSlide generate(SlideRequest request, Path out, GenerateProgress progress)
            throws IOException {
        try (OutputFolder folder = new OutputFolder(out)) {
            requireSpace(request, out);
            SyntheticSlide slide = new SyntheticSlide(request, folder, progress);
            try (Workers workers = new Workers()) {
                slide.writeAnnotations(workers);
                slide.writeImages(workers);
            }
            folder.publish();
            return new GeneratedSlide(
                    slide.levels.stream().map(folder::publishedLevel).toList(), folder.publishedAnnotations());
        }
    }

    // A full disk under a mapped file ends the process, so it must be seen before.
    private static void requireSpace(SlideRequest request, Path out) throws IOException {
        long needed = 2 * AnnotationColumns.byteSize(request) + (64L << 20);
        long usable = Files.getFileStore(out).getUsableSpace();
        if (usable < needed) {
            throw new IOException("disk space: got " + usable + " bytes free at " + out + "; needed: " + needed
                    + "; free some, name a folder on another disk, or ask for fewer annotations");
        }
    }

    private void writeAnnotations(Workers workers) throws IOException {
        AnnotationObject object = new AnnotationObject(uids, new StudyModules(request, uids));
        try (AnnotationColumns columns =
                AnnotationColumns.write(request, layout, folder.temporary("columns"), workers, progress)) {
            progress.done("writing annotations.dcm", 0, 1);
            object.write(columns, folder.annotations());
            progress.done("writing annotations.dcm", 1, 1);
            if (request.format() == AnnotationFormat.GEOJSON) {
                List<GroupDescription> descriptions = IntStream.range(0, request.groups())
                        .mapToObj(object::description)
                        .toList();
                new AnnotationGeoJson(request, uids).write(columns, descriptions, folder.geoJson(), progress);
            }
        }
        Files.delete(folder.temporary("columns"));
    }

    private void writeImages(Workers workers) throws IOException {
        switch (request.kind()) {
            case DRAWN -> writeDrawnImages(workers);
            case PLAIN -> writePlainImages();
        }
    }

    private void writeDrawnImages(Workers workers) throws IOException {
        try (TileIndex index =
                        TileIndex.build(request, layout, levels.getFirst(), folder.temporary("index"), progress);
                EncodedTiles tiles = new EncodedTiles(levels, folder.temporary("tiles"))) {
            Tissue tissue = new Tissue(request, layout.clusters());
            new PyramidPainter(levels, tiles)
                    .paint(() -> new TileDrawing(request, tissue, layout, index), workers, progress);
            for (SlideLevel level : levels) {
                writeImage(level, tiles.frames(level));
            }
        }
    }

    private void writePlainImages() throws IOException {
        MemorySegment frame = MemorySegment.ofArray(emptyTile(levels.getFirst().tilePx()));
        for (SlideLevel level : levels) {
            writeImage(level, Collections.nCopies(level.frameCount(), frame));
        }
    }

    private static byte[] emptyTile(int sidePx) throws IOException {
        TileEncoder encoder = new TileEncoder(sidePx);
        Arrays.fill(encoder.rgb(), EMPTY_TILE);
        return encoder.encode();
    }

    private void writeImage(SlideLevel level, List<MemorySegment> frames) throws IOException {
        progress.done("writing images", level.number(), levels.size());
        new SlideObject(uids, new StudyModules(request, uids)).write(level, frames, folder.level(level));
        progress.done("writing images", level.number() + 1L, levels.size());
    }
}
