package org.glossa.sr.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.sr.read.SrDocument.code;
import static org.glossa.sr.read.SrDocument.group;
import static org.glossa.sr.read.SrDocument.num;
import static org.glossa.sr.read.SrDocument.qualified;
import static org.glossa.sr.read.SrDocument.scoord;

import java.util.List;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.Measurement;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.sr.RelationshipType;
import org.glossa.sr.SrConcepts;
import org.junit.jupiter.api.Test;

/** Measured values of a report. */
class ReadNumbersTest extends ReportReading {
    @Test
    void values_that_are_no_finite_numbers() throws Exception {
        AnnotationSet set = read(
                group(scoord("POINT", 1, 2), qualified(SrDocument.AREA, SrConcepts.NOT_A_NUMBER)),
                group(scoord("POINT", 1, 2), num(SrDocument.AREA, SrDocument.SQUARE_MICROMETRE, "2")),
                group(scoord("POINT", 1, 2), qualified(SrDocument.AREA, SrConcepts.POSITIVE_INFINITY)),
                group(scoord("POINT", 1, 2), qualified(SrDocument.AREA, SrConcepts.NEGATIVE_INFINITY)),
                group(
                        scoord("POINT", 1, 2),
                        qualified(SrDocument.AREA, new CodedConcept("114006", "DCM", "Measurement failure"))));
        List<Measurement> measurements = set.groups().getFirst().measurements();
        assertThat(measurements).hasSize(1);
        assertThat(measurements.getFirst().unit()).isEqualTo(SrDocument.SQUARE_MICROMETRE);
        var values = measurements.getFirst().values();
        assertThat(values.number(0)).isNaN();
        assertThat(values.number(1)).isEqualTo(2);
        assertThat(values.number(2)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(values.number(3)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(values.isPresent(4)).isFalse();
        assertThat(content(set, 3).isNull()).isTrue();
        assertThat(content(set, 4)).hasSize(1);
    }

    @Test
    void values_with_more_to_say_or_said_twice() throws Exception {
        DataSet exact = DataSet.builder()
                .string(Tag.NumericValue, "0.333333")
                .doubles(Tag.FloatingPointValue, 1 / 3.0)
                .sequence(Tag.MeasurementUnitsCodeSequence, org.glossa.code.CodeItems.of(SrDocument.SQUARE_MICROMETRE))
                .build();
        DataSet mean = code(
                RelationshipType.HAS_CONCEPT_MOD,
                new CodedConcept("121401", "DCM", "Derivation"),
                new CodedConcept("373098007", "SCT", "Mean"));
        AnnotationSet set = read(
                group(scoord("POINT", 1, 2), num(SrDocument.AREA, exact, mean)),
                group(
                        scoord("POINT", 1, 2),
                        num(SrDocument.AREA, SrDocument.SQUARE_MICROMETRE, "5"),
                        num(SrDocument.AREA, SrDocument.SQUARE_MICROMETRE, "5.0")),
                group(
                        scoord("POINT", 1, 2),
                        num(SrDocument.AREA, SrDocument.SQUARE_MICROMETRE, "5"),
                        num(SrDocument.AREA, SrDocument.SQUARE_MICROMETRE, "6")),
                group(scoord("POINT", 1, 2), num(SrDocument.AREA, SrDocument.SQUARE_MICROMETRE, "many")),
                group(
                        scoord("POINT", 1, 2),
                        num(
                                SrDocument.AREA,
                                DataSet.builder().string(Tag.NumericValue, "7").build())));
        List<Measurement> measurements = set.groups().getFirst().measurements();
        var values = measurements.getFirst().values();
        assertThat(values.number(0)).isEqualTo(1 / 3.0);
        assertThat(content(set, 0)).hasSize(1);
        assertThat(values.number(1)).isEqualTo(5);
        assertThat(content(set, 1).isNull()).isTrue();
        assertThat(values.number(2)).isEqualTo(5);
        assertThat(content(set, 2).isNull()).isTrue();
        var again = measurements.get(1);
        assertThat(again.unit()).isEqualTo(SrDocument.SQUARE_MICROMETRE);
        assertThat(again.values().isPresent(0)).isFalse();
        assertThat(again.values().number(1)).isEqualTo(5);
        assertThat(again.values().number(2)).isEqualTo(6);
        assertThat(values.isPresent(3)).isFalse();
        assertThat(content(set, 3)).hasSize(1);
        assertThat(measurements.get(2).unit()).isEqualTo(SrConcepts.NO_UNITS);
        assertThat(measurements.get(2).values().number(4)).isEqualTo(7);
        assertThat(codes()).containsExactly("NUMERIC_VALUE_INVALID", "UNITS_MISSING");
    }
}
