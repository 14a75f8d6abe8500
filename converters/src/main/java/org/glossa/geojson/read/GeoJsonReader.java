package org.glossa.geojson.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.ImageReference;
import org.glossa.column.ScratchColumns;
import org.glossa.finding.Finding;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;
import org.jspecify.annotations.Nullable;

/**
 * Reads GeoJSON (RFC 7946, as QuPath, CellViT and our own writer write it): a FeatureCollection, a Feature, an array of Features, a bare geometry,
 * or several of them one after another (newline-delimited, RFC 8142), gzipped or not.
 *
 * <p>Annotations of a group and objects come in the order of the text, whatever {@code annotationIndex} of our own output says.
 */
public final class GeoJsonReader {
    private GeoJsonReader() {}

    /** A text that can be read more than once. */
    @FunctionalInterface
    public interface Bytes {
        /** From the first byte on; closed by the reader. */
        InputStream open() throws IOException;
    }

    /** How far the text is read. */
    @FunctionalInterface
    public interface Progress {
        /** @param bytes of the file, before any decompression; begins again when a second pass is needed */
        void read(long bytes);
    }

    /**
     * @param space of plain GeoJSON; our own output with its source's coordinates is in the space that it names
     * @param image that the annotations are made on, null when the caller knows none
     * @param mapping of names to codes
     * @param restoration whether members {@code dicom} are read; ignored ones are no members of anything
     */
    public record Request(
            CoordinateSpace space,
            @Nullable ImageReference image,
            ClassMapping mapping,
            Restoration restoration,
            Progress progress) {}

    /**
     * @param set lives as long as the scratch columns; closing it does nothing
     * @param findings flaws that did not keep the text from being read, the first hundred of each code
     * @param losses what is lost in every conversion of the text: {@code RING_CLOSED}, {@code CRS_IGNORED}
     * @param places of its objects in the text
     */
    public record GeoJsonSet(AnnotationSet set, List<Finding> findings, Losses losses, FeaturePlaces places) {}

    /**
     * @param scratch holds all columns of the set; closed by the caller, after the set is no longer used
     * @throws org.glossa.finding.MalformedInputException when the text is no GeoJSON, with byte offset and pointer
     */
    public static GeoJsonSet read(Bytes bytes, Request request, ScratchColumns scratch) throws IOException {
        return new SetReader(bytes, request, scratch, AheadText.Sizes.ofMachine()).read();
    }
}
