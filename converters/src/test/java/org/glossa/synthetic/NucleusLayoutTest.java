package org.glossa.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NucleusLayoutTest {
    private static SlideRequest request(long annotations, int vertices, long seed, int sizePx, int groups) {
        return new SlideRequest(annotations, vertices, seed, sizePx, groups, SlideKind.DRAWN, AnnotationFormat.ANN);
    }

    @ParameterizedTest
    @CsvSource({"64,3", "64,24", "1000,24", "20000,17", "100000,4", "262144,1000"})
    void everyVertexLiesInsideTheImageAndInReachOfItsCentre(int sizePx, int vertices) {
        NucleusLayout layout = new NucleusLayout(request(2_000, vertices, 42, sizePx, 3));
        float[] xy = new float[2 * vertices];
        for (long annotation = 0; annotation < 2_000; annotation++) {
            layout.outline(annotation, xy);
            NucleusLayout.Nucleus nucleus = layout.nucleus(annotation);
            assertThat(nucleus.radius()).isBetween(6.0, 14.0);
            for (int i = 0; i < xy.length; i += 2) {
                assertThat(xy[i]).isBetween(0f, (float) sizePx);
                assertThat(xy[i + 1]).isBetween(0f, (float) sizePx);
                double distance = Math.hypot(xy[i] - nucleus.centreX(), xy[i + 1] - nucleus.centreY());
                assertThat(distance)
                        .isBetween(0.8 * nucleus.radius() - 0.05, 1.2 * nucleus.radius() + 0.05)
                        .isLessThan(NucleusLayout.LARGEST_RADIUS_PX + 0.05);
            }
            // DICOM polygons are implicitly closed
            assertThat(xy[0] == xy[xy.length - 2] && xy[1] == xy[xy.length - 1]).isFalse();
        }
    }

    @Test
    void anAnnotationDoesNotDependOnWhatWasAskedBefore() {
        NucleusLayout one = new NucleusLayout(request(100, 24, 7, 5_000, 4));
        NucleusLayout other = new NucleusLayout(request(100, 24, 7, 5_000, 4));
        float[] first = new float[48];
        float[] again = new float[48];
        for (long annotation = 0; annotation < 100; annotation++) {
            one.outline(annotation, first);
            other.outline(99 - annotation, again);
            other.outline(annotation, again);
            assertThat(again).containsExactly(first);
            assertThat(other.group(annotation)).isEqualTo(one.group(annotation));
        }
    }

    @Test
    void everyGroupHasAnnotationsAndNoneHasAllOfThem() {
        for (int groups = 1; groups <= 40; groups++) {
            NucleusLayout layout = new NucleusLayout(request(4_000, 24, groups, 5_000, groups));
            int[] counts = new int[groups];
            for (long annotation = 0; annotation < 4_000; annotation++) {
                counts[layout.group(annotation)]++;
            }
            for (int count : counts) {
                assertThat(count).isBetween(4_000 / groups / 2, 2 * 4_000 / groups);
            }
        }
    }

    @Test
    void nucleiCrowdInClustersOfEverySize() {
        NucleusLayout layout = new NucleusLayout(request(100_000, 24, 1, 100_000, 3));
        int[] cells = new int[100 * 100];
        for (long annotation = 0; annotation < 100_000; annotation++) {
            NucleusLayout.Nucleus nucleus = layout.nucleus(annotation);
            cells[(int) (nucleus.centreY() / 1000) * 100 + (int) (nucleus.centreX() / 1000)]++;
        }
        int most = 0;
        int few = 0;
        for (int cell : cells) {
            most = Math.max(most, cell);
            few += cell < 3 ? 1 : 0;
        }
        // Uniformly strewn, no cell of 10 expected would reach 40, and almost none would have fewer than 3.
        assertThat(most).isGreaterThan(80);
        assertThat(few).isGreaterThan(500);
    }

    /** Changes when an outline changes by a bit: then raise {@link GeneratedUids#REVISION}, for a UID must not name two contents. */
    @Test
    void outlinesAreTheSameOnEveryMachine() throws Exception {
        NucleusLayout layout = new NucleusLayout(request(10_000, 24, 1, 100_000, 3));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        ByteBuffer bytes = ByteBuffer.allocate(49 * 4).order(ByteOrder.LITTLE_ENDIAN);
        float[] xy = new float[48];
        for (long annotation = 0; annotation < 10_000; annotation++) {
            layout.outline(annotation, xy);
            bytes.clear();
            bytes.asFloatBuffer().put(xy);
            bytes.putInt(48 * 4, layout.group(annotation));
            digest.update(bytes.array());
        }
        assertThat(GeneratedUids.REVISION).isEqualTo(2);
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("2ab59340416923589fbdd7037ebfd5fcf20d8e1ee7cde05e22ec8543d590679d");
    }
}
