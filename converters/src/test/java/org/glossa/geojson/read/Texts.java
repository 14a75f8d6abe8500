package org.glossa.geojson.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Measurement;
import org.glossa.column.ScratchColumns;
import org.glossa.geojson.read.GeoJsonReader.GeoJsonSet;
import org.glossa.geojson.read.GeoJsonReader.Request;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;

/** Texts read into sets that live until the end of the test. */
final class Texts implements AutoCloseable {
    private final ScratchColumns scratch = new ScratchColumns(Path.of(System.getProperty("java.io.tmpdir")));

    GeoJsonSet read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), Restoration.RESTORE);
    }

    GeoJsonSet read(byte[] text, Restoration restoration) throws IOException {
        return GeoJsonReader.read(
                () -> new ByteArrayInputStream(text),
                new Request(
                        new CoordinateSpace.Level0Pixels(), null, ClassMapping.standard(), restoration, bytes -> {}),
                scratch);
    }

    /** A collection of one feature. */
    static String feature(String geometry, String properties) {
        return "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":" + geometry
                + ",\"properties\":" + properties + "}]}";
    }

    static String geometry(String type, String coordinates) {
        return "{\"type\":\"" + type + "\",\"coordinates\":" + coordinates + "}";
    }

    /** Each annotation as {@code [x y, x y …]}. */
    static List<String> annotations(AnnotationGroup group) {
        List<String> all = new ArrayList<>();
        var coordinates = group.coordinates();
        for (long annotation = 0; annotation < group.annotationCount(); annotation++) {
            StringBuilder text = new StringBuilder("[");
            for (long vertex = coordinates.firstVertex(annotation);
                    vertex < coordinates.firstVertex(annotation + 1);
                    vertex++) {
                text.append(text.length() > 1 ? ", " : "");
                for (int ordinate = 0; ordinate < coordinates.ordinates(); ordinate++) {
                    text.append(ordinate > 0 ? " " : "").append(number(coordinates.ordinate(vertex, ordinate)));
                }
            }
            all.add(text.append(']').toString());
        }
        return all;
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** {@code group:annotation:marks} of each part of an object. */
    static List<String> parts(AnnotationSet set, long feature) {
        List<String> parts = new ArrayList<>();
        var features = set.features();
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            parts.add(features.group(part) + ":" + features.annotation(part) + ":" + features.marks(part));
        }
        return parts;
    }

    /** {@code name=value} of each measurement that an annotation has. */
    static List<String> measured(AnnotationGroup group, long annotation) {
        List<String> all = new ArrayList<>();
        for (Measurement measurement : group.measurements()) {
            if (measurement.values().isPresent(annotation)) {
                all.add(measurement.name() + "=" + number(measurement.values().number(annotation)));
            }
        }
        return all;
    }

    /** {@code CODE count first path} of each entry. */
    static List<String> entries(Losses losses) {
        Ledger ledger = new Ledger();
        losses.addTo(ledger);
        return ledger.entries().stream().map(Texts::entry).toList();
    }

    private static String entry(LedgerEntry entry) {
        return entry.code() + " " + entry.count() + " " + String.join(" ", entry.firstPaths());
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
