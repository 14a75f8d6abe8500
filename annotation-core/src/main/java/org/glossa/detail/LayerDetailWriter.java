package org.glossa.detail;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;
import org.glossa.geometry.Moments;
import org.glossa.order.HilbertOrder;
import org.glossa.order.LayerSource;
import org.glossa.order.SortedRun;
import org.glossa.spatial.Box;
import org.jspecify.annotations.Nullable;

/** Writes the files of detail of a layer as its rows come in Hilbert order. Not thread-safe. */
public final class LayerDetailWriter {
    private final LayerSource source;
    private final ScratchColumns scratch;
    private final GraphicType type;
    private final Precision precision;
    private final int ordinates;
    private final RowPointsWriter points;
    private final @Nullable RowOutlinesWriter outlines;
    private final WritableByteChannel cellFile;
    private final GrowingColumn distances;
    private final GrowingColumn groups;
    private final Moments moments = new Moments();
    private long rows;

    /**
     * @param order measured
     * @param scratch where what comes last in a file waits
     * @param outlineFile null unless {@link RowOutlines#areOf} the type
     */
    public LayerDetailWriter(
            LayerSource source,
            HilbertOrder order,
            ScratchColumns scratch,
            WritableByteChannel pointFile,
            WritableByteChannel cellFile,
            @Nullable WritableByteChannel outlineFile)
            throws IOException {
        AnnotationGroup first = source.groups().getFirst();
        this.source = source;
        this.scratch = scratch;
        this.type = first.graphicType();
        this.precision = first.coordinates().precision();
        this.ordinates = first.coordinates().ordinates();
        this.points = new RowPointsWriter(pointFile, precision, order.grid(), order.indexedCount());
        this.outlines = outlineFile == null ? null : new RowOutlinesWriter(outlineFile, source);
        this.cellFile = cellFile;
        this.distances = scratch.grow();
        this.groups = scratch.grow();
    }

    /** The most bytes of the files; of cells as many as annotations need that lie evenly, and one level more. */
    public static long fileBytes(LayerSource source) {
        AnnotationGroup first = source.groups().getFirst();
        long rows = source.annotationCount();
        return RowPointsWriter.fileBytes(rows, first.coordinates().precision())
                + CellPyramidWriter.fileBytes(rows, source.groups().size())
                + (RowOutlines.areOf(first.graphicType()) ? RowOutlinesWriter.fileBytes(source) : 0);
    }

    /** The most bytes that wait in scratch columns, with the same reservation. */
    public static long temporaryBytes(LayerSource source) {
        int groups = source.groups().size();
        long rows = source.annotationCount();
        return (groups > 1 ? 8 : 4) * rows + CellPyramidWriter.recordBytes(rows, groups);
    }

    /** @param row of the run; the next of the layer, which has a box */
    public void add(SortedRun run, int row) throws IOException {
        moments.of(
                type,
                precision,
                ordinates,
                run.coordinates(row),
                run.coordinatesOffset(row),
                run.vertices(row),
                new Box(run.box(row, 0), run.box(row, 1), run.box(row, 2), run.box(row, 3)));
        points.add(moments.x(), moments.y(), moments.area());
        distances.addInt(run.distance(row));
        if (source.groups().size() > 1) {
            groups.addInt(run.group(row));
        }
        if (outlines != null) {
            outlines.add(run, row, rows);
        }
        rows++;
    }

    /** Writes what is left; the channels stay open. */
    public void finish() throws IOException {
        MemorySegment along = distances.finish();
        points.finish(along);
        int[] setIndexes = new int[source.groups().size()];
        for (int group = 0; group < setIndexes.length; group++) {
            setIndexes[group] = source.setIndex(group);
        }
        new CellPyramidWriter(along, groups.finish(), setIndexes.length, scratch).write(cellFile, setIndexes);
        if (outlines != null) {
            outlines.finish();
        }
    }
}
