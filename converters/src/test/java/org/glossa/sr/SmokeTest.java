package org.glossa.sr;

import java.nio.file.Files;
import java.nio.file.Path;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Corpus;
import org.glossa.dicom.DicomFile;
import org.glossa.image.SpaceName;
import org.junit.jupiter.api.Test;

class SmokeTest {
    @Test
    void smoke() throws Exception {
        Path folder = Files.createDirectories(Path.of("/tmp/w/srwrite/target/smoke"));
        try (ScratchColumns scratch = new ScratchColumns(folder);
                DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            for (Precision p : Precision.values()) {
                for (SpaceName s : new SpaceName[] {SpaceName.SLIDE_MM, SpaceName.SOURCE_PIXELS}) {
                    var r = SampleReports.write(
                            SampleReports.geoJson(scratch, image, p),
                            image,
                            s,
                            folder.resolve("g-" + p + "-" + s + ".dcm"));
                    r.ledger()
                            .entries()
                            .forEach(e -> System.out.println(r.file().getFileName() + " " + e.code() + " "
                                    + e.carriage() + " " + e.count() + " " + e.maxAbsError() + " " + e.firstPaths()));
                    r.written().findings().forEach(f -> System.out.println(f.sentence()));
                    var m = SampleReports.write(
                            SampleReports.millimetres(scratch, image, p),
                            image,
                            s,
                            folder.resolve("m-" + p + "-" + s + ".dcm"));
                    m.ledger()
                            .entries()
                            .forEach(e -> System.out.println(m.file().getFileName() + " " + e.code() + " "
                                    + e.carriage() + " " + e.count() + " " + e.maxAbsError() + " " + e.firstPaths()));
                    m.written().findings().forEach(f -> System.out.println(f.sentence()));
                }
            }
        }
    }
}
