package org.glossa.sr.read;

import static org.glossa.sr.read.SrDocument.group;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.glossa.annotation.AnnotationSet;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.feature.Features;
import org.glossa.finding.Finding;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.Restoration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Reads reports that were written by hand. */
abstract class ReportReading {
    static final ObjectMapper JSON = new ObjectMapper();
    static final int BEGINS = Features.BEGINS_MEMBER;
    static final int MULTI = Features.OF_MULTI;

    @TempDir
    Path folder;

    ScratchColumns scratch;
    SrReader.SrSet read;

    @BeforeEach
    void open() {
        scratch = new ScratchColumns(folder);
    }

    @AfterEach
    void close() throws Exception {
        if (read != null) {
            read.set().close();
        }
        scratch.close();
    }

    AnnotationSet read(SrDocument document) throws Exception {
        read = SrReader.read(
                DicomFile.open(document.write(folder.resolve("report.dcm"))), Restoration.RESTORE, scratch);
        return read.set();
    }

    AnnotationSet read(DataSet... groups) throws Exception {
        return read(new SrDocument(groups));
    }

    List<String> codes() {
        return read.findings().stream().map(Finding::code).toList();
    }

    List<String> losses() {
        Ledger ledger = new Ledger();
        read.otherTargets().addTo(ledger);
        return ledger.entries().stream()
                .map(entry -> entry.code() + " " + entry.carriage() + " " + entry.firstPaths())
                .toList();
    }

    static List<Double> row(AnnotationSet set, int group, long row) {
        var coordinates = set.groups().get(group).coordinates();
        List<Double> numbers = new java.util.ArrayList<>();
        for (long vertex = coordinates.firstVertex(row); vertex < coordinates.firstVertex(row + 1); vertex++) {
            for (int i = 0; i < coordinates.ordinates(); i++) {
                numbers.add(coordinates.ordinate(vertex, i));
            }
        }
        return numbers;
    }

    /** Group, row and marks of each part of an object. */
    static List<List<Long>> parts(AnnotationSet set, long feature) {
        Features features = set.features();
        List<List<Long>> parts = new java.util.ArrayList<>();
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            parts.add(List.of((long) features.group(part), features.annotation(part), (long) features.marks(part)));
        }
        return parts;
    }

    static JsonNode content(AnnotationSet set, long feature) throws Exception {
        String content = set.features().content(feature);
        return content == null ? JSON.nullNode() : JSON.readTree(content);
    }
}
