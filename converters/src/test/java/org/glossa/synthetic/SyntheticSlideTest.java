package org.glossa.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticSlideTest {
    @TempDir
    private Path folder;

    private static SlideRequest request(long seed, SlideKind kind, AnnotationFormat format) {
        return new SlideRequest(500, 24, seed, 1_300, 3, kind, format);
    }

    private Map<String, String> generated(SlideRequest request, String name) throws IOException {
        Path out = folder.resolve(name);
        SyntheticSlide.generate(request, out, GenerateProgress.SILENT);
        return hashes(out);
    }

    private static Map<String, String> hashes(Path out) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(out.relativize(file).toString(), sha256(file));
            }
        }
        return hashes;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sameArgumentsGiveTheSameBytesAndAnotherSeedGivesOthers(SlideKind kind) throws IOException {
        Map<String, String> first = generated(request(1, kind, AnnotationFormat.ANN), "first");
        assertThat(generated(request(1, kind, AnnotationFormat.ANN), "again")).isEqualTo(first);
        Map<String, String> other = generated(request(2, kind, AnnotationFormat.ANN), "other");
        assertThat(other.keySet()).isEqualTo(first.keySet());
        other.forEach((name, hash) -> assertThat(hash).as(name).isNotEqualTo(first.get(name)));
    }

    @Test
    void geoJsonIsWrittenBesideTheSameAnnotations() throws IOException {
        Map<String, String> without = generated(request(1, SlideKind.PLAIN, AnnotationFormat.ANN), "ann");
        Map<String, String> with = generated(request(1, SlideKind.PLAIN, AnnotationFormat.GEOJSON), "geojson");
        assertThat(with.remove("annotations.geojson")).isNotNull();
        assertThat(with).isEqualTo(without);
    }

    @Test
    void namesOrderTheLevelsAndNothingElseIsLeft() throws IOException {
        Path out = folder.resolve("new/folder");
        GeneratedSlide slide = SyntheticSlide.generate(
                request(1, SlideKind.DRAWN, AnnotationFormat.ANN), out, GenerateProgress.SILENT);
        assertThat(hashes(out).keySet())
                .containsExactly(
                        "annotations.dcm",
                        "slide/level-0.dcm",
                        "slide/level-1.dcm",
                        "slide/level-2.dcm",
                        "slide/level-3.dcm");
        assertThat(slide.instances())
                .isEqualTo(Stream.concat(slide.levels().stream(), Stream.of(out.resolve("annotations.dcm")))
                        .toList())
                .allSatisfy(file -> assertThat(file).exists());
        assertThat(slide.levels().getFirst()).isEqualTo(out.resolve("slide/level-0.dcm"));
        try (Stream<Path> entries = Files.list(out)) {
            assertThat(entries).hasSize(2);
        }
    }

    @Test
    void anEarlierGenerationIsReplacedAndOtherFilesStay() throws IOException {
        Path out = folder.resolve("out");
        SyntheticSlide.generate(request(1, SlideKind.DRAWN, AnnotationFormat.GEOJSON), out, GenerateProgress.SILENT);
        Files.writeString(out.resolve("notes.txt"), "mine");
        SlideRequest smaller = new SlideRequest(5, 24, 1, 200, 2, SlideKind.DRAWN, AnnotationFormat.ANN);
        SyntheticSlide.generate(smaller, out, GenerateProgress.SILENT);
        assertThat(hashes(out).keySet()).containsExactly("annotations.dcm", "notes.txt", "slide/level-0.dcm");
    }

    @Test
    void aFailureLeavesNothingBehind() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        List<String> heard = new CopyOnWriteArrayList<>();
        assertThatIllegalStateException()
                .isThrownBy(() -> SyntheticSlide.generate(
                        request(1, SlideKind.DRAWN, AnnotationFormat.ANN), out, (step, done, total) -> {
                            heard.add(step);
                            if (step.equals("drawing tiles") && done > 3) {
                                throw new IllegalStateException("stop");
                            }
                        }))
                .withMessage("stop");
        assertThat(heard).contains("drawing tiles").doesNotContain("writing images");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void everyStepIsToldUpToItsEnd() throws IOException {
        Map<String, Long> left = new ConcurrentHashMap<>();
        SyntheticSlide.generate(
                request(1, SlideKind.DRAWN, AnnotationFormat.GEOJSON),
                folder.resolve("out"),
                (step, done, total) -> left.merge(step, total - done, Math::min));
        assertThat(left.keySet())
                .containsExactlyInAnyOrder(
                        "counting groups",
                        "outlining nuclei",
                        "writing annotations.dcm",
                        "writing GeoJSON",
                        "sorting nuclei into tiles",
                        "drawing tiles",
                        "writing images");
        assertThat(left.values()).containsOnly(0L);
    }
}
