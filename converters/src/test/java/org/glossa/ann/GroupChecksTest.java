package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Depth;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.junit.jupiter.api.Test;

class GroupChecksTest {
    private static final int POINTS = 4;

    /** What is made wrong of an annotation, at its last point. */
    private enum Fault {
        COORDINATE_NOT_FINITE(Double.NaN),
        COORDINATE_OUTSIDE_IMAGE(-7),
        POLYGON_CLOSED(0);

        private final double value;

        Fault(double value) {
            this.value = value;
        }
    }

    @Test
    void findsTheSameHoweverTheAnnotationsAreDealtToProcessors() throws Exception {
        SplittableRandom random = new SplittableRandom(31);
        for (int round = 0; round < Depth.count(40, 2_000); round++) {
            int annotations = 1 + random.nextInt(2_500);
            double[] values =
                    random.doubles((long) annotations * POINTS * 2, 1, 40).toArray();
            TreeMap<Fault, List<Integer>> faults = new TreeMap<>();
            for (int i = 0; i < annotations; i++) {
                if (random.nextInt(200) == 0) {
                    Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
                    spoil(values, i, fault);
                    faults.computeIfAbsent(fault, key -> new ArrayList<>()).add(i);
                }
            }
            AnnObject object = AnnObject.twoD();
            object.group("POLYGON", annotations).doubles(values).indexes(starts(annotations));
            DicomFile file = object.file();
            try (AnnotationSet set = BulkAnnotationReader.read(file).set()) {
                for (long rangeVertices : new long[] {Long.MAX_VALUE, POINTS, 64, 1 + random.nextInt(500)}) {
                    List<Finding> findings = new ArrayList<>();
                    new GroupChecks(item(file), set.groups().getFirst(), set.space(), null, rangeVertices)
                            .run(findings);

                    assertThat(findings)
                            .as("round %d, ranges of %d", round, rangeVertices)
                            .extracting(finding -> finding.code() + " " + count(finding) + " " + finding.place())
                            .containsExactlyElementsOf(expected(faults, object));
                }
            }
        }
    }

    private static void spoil(double[] values, int annotation, Fault fault) {
        int first = annotation * POINTS * 2;
        int last = first + (POINTS - 1) * 2;
        if (fault == Fault.POLYGON_CLOSED) {
            values[last] = values[first];
            values[last + 1] = values[first + 1];
        } else {
            values[last + 1] = fault.value;
        }
    }

    private static long[] starts(int annotations) {
        long[] starts = new long[annotations];
        Arrays.setAll(starts, i -> 1 + (long) POINTS * 2 * i);
        return starts;
    }

    private static Scope item(DicomFile file) {
        return Scope.root(file.dataSet()).items(Tag.AnnotationGroupSequence).getFirst();
    }

    /** Such as {@code 7 annotations (3, 10, 24, 30, 41, …)}. */
    private static String count(Finding finding) {
        return finding.got().substring(0, finding.got().indexOf(')') + 1);
    }

    private static List<String> expected(TreeMap<Fault, List<Integer>> faults, AnnObject object) {
        List<String> expected = new ArrayList<>();
        faults.forEach((fault, of) -> {
            String shown = of.stream().limit(5).map(i -> String.valueOf(i + 1)).collect(Collectors.joining(", "));
            int last = (of.getFirst() * POINTS + POINTS - 1) * 2;
            int ordinate = fault == Fault.POLYGON_CLOSED ? last : last + 1;
            Place place = new Place.DataElement(
                    object.valueOffset(Tag.DoublePointCoordinatesData, "OD", 1) + 8L * ordinate,
                    "(006A,0002)[1]/(0066,0022)");
            expected.add(fault + " " + of.size() + (of.size() == 1 ? " annotation (" : " annotations (") + shown
                    + (of.size() > 5 ? ", …)" : ")") + " " + place);
        });
        return expected;
    }
}
