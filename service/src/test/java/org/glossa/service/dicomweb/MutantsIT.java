package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.service.dicomweb.Exchanges.json;
import static org.glossa.service.dicomweb.Exchanges.sha256;
import static org.glossa.service.dicomweb.Exchanges.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Mutant;
import org.glossa.corpus.Mutants;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.PlainFile;
import org.glossa.corpus.TwoReadings;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.Finding;
import org.glossa.service.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken files over HTTP: each is refused with 4xx and its place, or stored to the byte and read as pydicom reads it; soon, without a
 * fault of the server, and without a trace in what was stored before, in open files or in temporary files.
 */
final class MutantsIT {
    private static final long SEED = 20_260_131;
    private static final int IN_A_REQUEST = 5;
    private static final long MOST_NANOSECONDS = 2_000_000_000L; // for each answer, of however many files

    private static final Pattern UID = Pattern.compile("2\\.25\\.1200\\d{1,2}");
    private static final Pattern PLACE = Pattern.compile("(?s).*byte offset.*\\([0-9A-F]{4},[0-9A-F]{4}\\).*");
    /** A UID that is not there has no offset; one that became that of another file is of the whole. */
    private static final Pattern WITHOUT_OFFSET = Pattern.compile(
            "(?s)(SOP_INSTANCE_DIFFERS at |UID_INVALID at \\([0-9A-F]{4},[0-9A-F]{4}\\): got no value).*");

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static Exchanges http;

    private final Map<String, String> storedByUrl = new LinkedHashMap<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private Path compared = folder;
    private int refused;
    private int toldOtherwise;
    private long slowest;

    @BeforeAll
    static void start() throws IOException {
        server = ServerProcess.start(folder.resolve("data"), List.of("-Xmx256m"), List.of());
        http = new Exchanges(server.url());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void eachIsRefusedWithItsPlaceOrStoredToTheByte() throws Exception {
        List<byte[]> sources = sources();
        compared = Files.createDirectory(folder.resolve("compared"));
        Map<String, String> before = storeSound(sources);
        long openBefore = openFiles();
        int count = Depth.count(300, 20_000);
        List<Mutant> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(mutant(sources.get(i % sources.size()), i));
            // every seventh request carries one alone
            if (batch.size() == (i / IN_A_REQUEST % 7 == 6 ? 1 : IN_A_REQUEST) || i == count - 1) {
                post(batch, i);
                batch.clear();
            }
        }
        System.out.println("mutants over HTTP: seed " + SEED + ", " + count + " of " + sources.size() + " files, "
                + refused + " refused, " + storedByUrl.size() + " stored, " + toldOtherwise
                + " of them with a finding that says how they are read; requests by status: " + statuses
                + ", the slowest in " + slowest / 1_000_000 + " ms; refusals by code: " + refusals);
        assertThat(refused).isBetween(count / 10, count - count / 10);

        for (Map.Entry<String, String> each : before.entrySet()) {
            assertThat(sha256(original(each.getKey()))).isEqualTo(each.getValue());
        }
        int step = Math.max(1, storedByUrl.size() / 500);
        int at = 0;
        for (Map.Entry<String, String> each : storedByUrl.entrySet()) {
            if (at++ % step == 0) {
                assertThat(sha256(original(each.getKey()))).as(each.getKey()).isEqualTo(each.getValue());
            }
        }
        assertThatNothingIsLeft(openBefore);
        System.out.println(Oracle.python()
                .cases(storedByUrl.size())
                .within(java.time.Duration.ofMinutes(10))
                .run(Oracle.script("compare_answers.py").toString(), "--broken", compared.toString())
                .orFail()
                .out());
    }

    private List<byte[]> sources() throws IOException {
        List<byte[]> sources = new ArrayList<>();
        for (String name : List.of("polygon-2d-of-dense", "polyline-3d-od-sparse")) {
            Path written = Files.createDirectory(folder.resolve("of-" + name));
            Oracle.python()
                    .run(
                            Oracle.script("write_twelve_posts.py").toString(),
                            Corpus.named(name).input().toString(),
                            written.toString())
                    .orFail();
            try (Stream<Path> files = Files.list(written)) {
                for (Path file : files.sorted().toList()) {
                    sources.add(Files.readAllBytes(file));
                }
            }
        }
        return sources;
    }

    /** Sound files, which nothing that follows may change; SHA-256 by URL. */
    private static Map<String, String> storeSound(List<byte[]> sources) throws Exception {
        Map<String, String> urls = new HashMap<>();
        for (int i = 0; i < sources.size(); i++) {
            byte[] file = renamed(sources.get(i), 9_000_000 + i);
            HttpResponse<byte[]> response = http.post("/dicom-web/studies", "application/dicom", file);
            assertThat(response.statusCode()).as(text(response)).isIn(200, 202);
            urls.put(json(response).at("/00081199/Value/0/00081190/Value/0").asText(), sha256(file));
        }
        return urls;
    }

    private static Mutant mutant(byte[] source, int number) {
        return Mutants.of(renamed(source, number)).mutant(SEED + number);
    }

    /** Another SOP Instance UID of the same length, so that no mutant is refused as another version of the file before it. */
    private static byte[] renamed(byte[] file, int number) {
        return PlainFile.edited(file, bytes -> renamedPlain(bytes, number));
    }

    private static byte[] renamedPlain(byte[] plain, int number) {
        String text = new String(plain, StandardCharsets.ISO_8859_1);
        return UID.matcher(text)
                .replaceAll(found -> {
                    int digits = found.group().length() - 2;
                    String base36 = Integer.toString(number);
                    String padded = "1" + "0".repeat(Math.max(0, digits - 1 - base36.length())) + base36;
                    return "2." + padded.substring(padded.length() - digits);
                })
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void post(List<Mutant> batch, int number) throws Exception {
        long start = System.nanoTime();
        HttpResponse<byte[]> response =
                http.stow(batch.stream().map(Mutant::bytes).toArray(byte[][]::new));
        String what = "seed " + SEED + " up to mutant " + number + " " + batch + ": " + text(response);
        long nanoseconds = System.nanoTime() - start;
        slowest = Math.max(slowest, nanoseconds);
        assertThat(nanoseconds).as(what).isLessThan(MOST_NANOSECONDS);
        assertThat(response.statusCode()).as(what).isIn(200, 202, 409);
        statuses.merge(response.statusCode(), 1, Integer::sum);
        Map<String, Mutant> bySha = new HashMap<>();
        batch.forEach(each -> bySha.put(sha256(each.bytes()), each));
        JsonNode answer = json(response);
        int answered = 0;
        for (JsonNode item : answer.at("/00081199/Value")) {
            answered++;
            stored(item.at("/00081190/Value/0").asText(), bySha, what);
        }
        for (String sequence : List.of("00081198", "0008119A")) {
            for (JsonNode item : answer.at("/" + sequence + "/Value")) {
                answered++;
                refused(item.at("/00091001/Value/0").asText(), what);
            }
        }
        assertThat(answered).as(what).isEqualTo(batch.size());
    }

    private void stored(String url, Map<String, Mutant> batch, String what) throws Exception {
        byte[] bytes = original(url);
        String sha256 = sha256(bytes);
        Mutant mutant = batch.get(sha256);
        if (mutant == null) {
            // the same data set, broken where it does not count, was there: the first bytes stay
            assertThat(sha256).as(what).isEqualTo(storedByUrl.get(url));
            return;
        }
        assertThat(mutant.mustBeRefused()).as(what + " stored " + mutant).isFalse();
        String earlier = storedByUrl.put(url, sha256);
        assertThat(earlier == null || earlier.equals(sha256)).as(what).isTrue();
        HttpResponse<byte[]> metadata = http.get(url + "/metadata");
        assertThat(metadata.statusCode()).as(what + url).isEqualTo(200);
        HttpResponse<byte[]> byDefault = http.get(url, "Accept", "application/dicom");
        assertThat(byDefault.statusCode()).as(what + url).isEqualTo(200);
        String name = "m" + storedByUrl.size();
        Path posted = Files.write(compared.resolve(name + ".dcm"), bytes);
        Files.write(compared.resolve(name + ".metadata"), metadata.body());
        Files.write(compared.resolve(name + ".answer"), byDefault.body());
        try (DicomFile dicom = DicomFile.open(posted)) {
            if (TwoReadings.areTold(dicom.findings().stream().map(Finding::code).toList())) {
                toldOtherwise++;
                Files.createFile(compared.resolve(name + ".told"));
            }
        }
    }

    private void refused(String words, String what) {
        refused++;
        refusals.merge(words.replaceFirst("(?s)\\W.*", ""), 1, Integer::sum);
        assertThat(PLACE.matcher(words).matches()
                        || WITHOUT_OFFSET.matcher(words).matches())
                .as(words + " of " + what)
                .isTrue();
    }

    private static byte[] original(String url) throws Exception {
        HttpResponse<byte[]> response = http.get(url, "Accept", "application/dicom; transfer-syntax=*");
        assertThat(response.statusCode()).as(url).isEqualTo(200);
        return response.body();
    }

    private static void assertThatNothingIsLeft(long openBefore) throws Exception {
        for (int i = 0;
                i < 600 && (openFiles() > openBefore || !temporaryFiles().isEmpty());
                i++) {
            Thread.sleep(100); // columns are still being built
        }
        assertThat(temporaryFiles()).isEmpty();
        assertThat(openFiles()).as("open files").isLessThanOrEqualTo(openBefore);
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            return files.count();
        }
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/arrivals/")
                            || file.toString().contains("/spool/")
                            || file.toString().endsWith(".tmp"))
                    .toList();
        }
    }
}
