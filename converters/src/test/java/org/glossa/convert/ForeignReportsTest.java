package org.glossa.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of other writers, written again. */
class ForeignReportsTest {
    /** Two items of one study, as some writers say it, and a Tracking Unique Identifier that is larger than a UUID. */
    private static final String CHANGES = """
            import sys, copy, pydicom
            from pydicom.data import get_testdata_file
            d = pydicom.dcmread(get_testdata_file('test-SR.dcm'))
            if sys.argv[2] == 'evidence':
                d = pydicom.dcmread(sys.argv[3])
                evidence = d.get('CurrentRequestedProcedureEvidenceSequence') or d.PertinentOtherEvidenceSequence
                study = copy.deepcopy(evidence[0])
                study.ReferencedSeriesSequence[0].ReferencedSOPSequence[0].ReferencedSOPInstanceUID = '1.2.3.4'
                evidence.append(study)
                def walk(items):
                    for item in items:
                        if item.ValueType == 'UIDREF' and item.ConceptNameCodeSequence[0].CodeValue == '112040':
                            item.UID = '2.25.957619585401316267806321583073461065454'
                        walk(item.get('ContentSequence', []))
                walk(d.ContentSequence)
            d.save_as(sys.argv[1])
            """;

    @TempDir
    private Path folder;

    private Path report(String kind) throws Exception {
        Path file = folder.resolve(kind + ".dcm");
        Oracle.python()
                .run(
                        "-c",
                        CHANGES,
                        file.toString(),
                        kind,
                        org.glossa.corpus.Shared.require("corpus/highdicom/sr_document.dcm")
                                .toString())
                .orFail();
        return file;
    }

    private RoundTrip.Result again(Path file) throws Exception {
        Chain chain = Chain.all(Language.SR, EnumSet.of(Language.SR)).getFirst();
        return new RoundTrip(Slide.none(), ConversionOptions.builder().build(), folder).run(file, chain);
    }

    @Test
    void aVerifiedReportWithoutMeasurementGroupsIsToldToBeUnverifiedAndHasNothingAdded() throws Exception {
        RoundTrip.Result result = again(report("verified"));

        assertThat(result.sentences()).isEmpty();
        assertThat(result.verdict()).isEqualTo(RoundTrip.Verdict.AGREES);
    }

    @Test
    void theOrderOfEvidenceIsNoDifferenceAndATrackingUidStaysWhatItIs() throws Exception {
        Path file = report("evidence");
        RoundTrip.Result result = again(file);

        assertThat(result.sentences()).isEmpty();
        assertThat(result.verdict()).isEqualTo(RoundTrip.Verdict.AGREES);
        Path out = folder.resolve("out.dcm");
        try (Source source = new Sources(
                                Slide.none(),
                                org.glossa.mapping.ClassMapping.standard(),
                                folder,
                                org.glossa.ledger.Restoration.RESTORE,
                                ConversionProgress.NONE)
                        .open(file);
                var target = Files.newOutputStream(out)) {
            new Conversion(Slide.none(), ConversionOptions.builder().build(), folder, ConversionProgress.NONE)
                    .run(source, Language.SR, target);
        }
        List<String> uids = Oracle.python()
                .run(
                        "-c",
                        "import sys, pydicom; d = pydicom.dcmread(sys.argv[1]);"
                                + " print(*[e.value for e in d.iterall() if e.tag in (0x0040A124, 0x00081155)])",
                        out.toString())
                .orFail()
                .outLines();
        assertThat(uids.getFirst()).contains("2.25.957619585401316267806321583073461065454", " 1.2.3.4");
    }
}
