package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.service.dicomweb.Exchanges.header;
import static org.glossa.service.dicomweb.Exchanges.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.corpus.DicomBytes;
import org.glossa.service.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * QIDO-RS over raw HTTP. Three studies: 2.25.1 of Anna has two slides and one SR, 2.25.2 of Anton one slide and one SR, 2.25.3 of a
 * patient with a Japanese name one image without a date.
 */
final class SearchIT {
    private static final String SM = "1.2.840.10008.5.1.4.1.1.77.1.6";
    private static final String SR = "1.2.840.10008.5.1.4.1.1.88.34";

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static Exchanges http;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(folder.resolve("data"), List.of("-Xmx256m"), List.of());
        http = new Exchanges(server.url());
        HttpResponse<byte[]> stored = http.stow(
                instance("2.25.1", 1, 1, SM, "SM", "Müller^Anna", "100_%", "20200115"),
                instance("2.25.1", 1, 2, SM, "SM", "Müller^Anna", "100_%", "20200115"),
                instance("2.25.1", 2, 1, SR, "SR", "Müller^Anna", "100_%", "20200115"),
                instance("2.25.2", 1, 1, SM, "SM", "Meier^Anton", "1000", "2021.03.01"),
                instance("2.25.2", 2, 1, SR, "SR", "Meier^Anton", "1000", "2021.03.01"),
                instance("2.25.3", 1, 1, "1.2.840.10008.5.1.4.1.1.7", "OT", "Yamada^Tarou=山田^太郎=やまだ^たろう", "x*y", ""));
        assertThat(stored.statusCode()).as(Exchanges.text(stored)).isIn(200, 202);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static byte[] instance(
            String study,
            int series,
            int number,
            String sopClass,
            String modality,
            String name,
            String id,
            String date) {
        String seriesUid = study + "." + series;
        return DicomBytes.explicitVr()
                .text(0x00080005, "CS", "ISO_IR 192")
                .text(0x00080016, "UI", sopClass)
                .text(0x00080018, "UI", seriesUid + "." + number)
                .text(0x00080020, "DA", date)
                .text(0x00080030, "TM", "103000")
                .text(0x00080050, "SH", "A" + study.substring(5))
                .text(0x00080060, "CS", modality)
                .text(0x0008103E, "LO", modality + " series")
                .text(0x00100010, "PN", name)
                .text(0x00100020, "LO", id)
                .text(0x00180015, "CS", "LUNG")
                .text(0x0020000D, "UI", study)
                .text(0x0020000E, "UI", seriesUid)
                .text(0x00200010, "SH", "S")
                .text(0x00200011, "IS", Integer.toString(series))
                .text(0x00200013, "IS", Integer.toString(number))
                .text(0x00280008, "IS", "12")
                .unsignedShort(0x00280010, 256)
                .unsignedShort(0x00280011, 512)
                .part10(sopClass, seriesUid + "." + number, SmallInstances.EXPLICIT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|1 2 3",
                "StudyInstanceUID=2.25.2|2",
                "0020000D=2.25.1,2.25.3|1 3",
                "StudyInstanceUID=2.25.1\\2.25.2|1 2",
                "StudyInstanceUID=2.25.1&StudyInstanceUID=2.25.2|1 2",
                "StudyInstanceUID=2.25|",
                "ModalitiesInStudy=SM|1 2",
                "ModalitiesInStudy=OT,SR|1 2 3",
                "ModalitiesInStudy=CT|",
                "Modality=SR|1 2",
                "SOPClassUID=1.2.840.10008.5.1.4.1.1.7|3",
                "SOPClassesInStudy=1.2.840.10008.5.1.4.1.1.88.34|1 2",
                // below the study one and the same series must match both
                "Modality=SM&SeriesNumber=1|1 2",
                "Modality=SM&SeriesNumber=2|",
                "Modality=SM&InstanceNumber=2|1",
                "PatientName=Müller^Anna|1",
                "PatientName=müller^anna|1",
                "PatientName=Müller|",
                "PatientName=M*|1 2",
                "PatientName=M??er^*|2",
                "PatientName=山田^太郎|3",
                "PatientName=やまだ*|3",
                "PatientName=*太郎|3",
                "PatientID=100_%|1",
                "PatientID=100*|1 2",
                "PatientID=100?|2",
                "PatientID=x*y|3",
                "PatientID=|1 2 3",
                "PatientID=*|1 2 3",
                "StudyDate=20200115|1",
                "StudyDate=20210301|2",
                "StudyDate=20200101-20201231|1",
                "StudyDate=20200116-|2",
                "StudyDate=-20210228|1",
                "StudyTime=1000-1100|1 2 3",
                "StudyTime=1100-|",
                "AccessionNumber=A2|2",
                "PatientName=M*&StudyDate=2021-|2",
                "BodyPartExamined=LUNG|1 2 3",
                "limit=1|1",
                "limit=1&offset=1|2",
                "offset=3|",
                "limit=0|",
            })
    void studiesThatMatch(String query, String expected) throws Exception {
        HttpResponse<byte[]> response = http.get("/dicom-web/studies" + encoded(query));

        assertThat(response.statusCode()).isEqualTo(expected == null ? 204 : 200);
        assertThat(String.join(" ", studies(response))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/series|2.25.1.1 2.25.1.2 2.25.2.1 2.25.2.2 2.25.3.1",
                "/series?Modality=SM|2.25.1.1 2.25.2.1",
                "/series?Modality=SM&StudyInstanceUID=2.25.2|2.25.2.1",
                "/series?SOPClassUID=1.2.840.10008.5.1.4.1.1.88.34|2.25.1.2 2.25.2.2",
                "/series?SOPInstanceUID=2.25.1.1.2|2.25.1.1",
                "/series?ModalitiesInStudy=OT|2.25.3.1",
                "/series?PatientName=Meier*|2.25.2.1 2.25.2.2",
                "/series?SeriesDescription=SR*|2.25.1.2 2.25.2.2",
                "/studies/2.25.1/series|2.25.1.1 2.25.1.2",
                "/studies/2.25.1/series?Modality=SR|2.25.1.2",
                "/studies/2.25.1/series?Modality=ANN|",
                "/studies/2.25.9/series|",
            })
    void seriesThatMatch(String path, String expected) throws Exception {
        HttpResponse<byte[]> response = http.get("/dicom-web" + path);

        assertThat(response.statusCode()).isEqualTo(expected == null ? 204 : 200);
        assertThat(String.join(" ", values(response, "0020000E"))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/instances?Modality=SR|2.25.1.2.1 2.25.2.2.1",
                "/instances?StudyInstanceUID=2.25.1|2.25.1.1.1 2.25.1.1.2 2.25.1.2.1",
                "/instances?SOPInstanceUID=2.25.1.1.2,2.25.3.1.1|2.25.1.1.2 2.25.3.1.1",
                "/studies/2.25.1/instances?Modality=SR|2.25.1.2.1",
                "/studies/2.25.1/instances?limit=2&offset=1|2.25.1.1.2 2.25.1.2.1",
                "/studies/2.25.1/series/2.25.1.1/instances|2.25.1.1.1 2.25.1.1.2",
                "/studies/2.25.2/series/2.25.1.1/instances|",
                "/studies/2.25.1/instances?Modality=PR|",
            })
    void instancesThatMatch(String path, String expected) throws Exception {
        HttpResponse<byte[]> response = http.get("/dicom-web" + path);

        assertThat(response.statusCode()).isEqualTo(expected == null ? 204 : 200);
        assertThat(String.join(" ", values(response, "00080018"))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/studies",
                "/series",
                "/instances",
                "/studies/2.25.1/series",
                "/studies/2.25.1/instances",
                "/studies/2.25.1/series/2.25.1.1/instances"
            })
    void everyResultSaysWhereItBelongs(String path) throws Exception {
        for (JsonNode result : json(http.get("/dicom-web" + path))) {
            String study = value(result, "0020000D");
            String url = server.url() + "/dicom-web/studies/" + study;
            if (path.endsWith("series") || path.endsWith("instances")) {
                url += "/series/" + value(result, "0020000E");
            }
            if (path.endsWith("instances")) {
                url += "/instances/" + value(result, "00080018");
                assertThat(value(result, "00080016")).isNotEmpty();
            }
            assertThat(value(result, "00081190")).isEqualTo(url);
            assertThat(value(result, "00080056")).isEqualTo("ONLINE");
            assertThat(http.get(url).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aStudySaysWhatIsInIt() throws Exception {
        JsonNode study = json(http.get("/dicom-web/studies?StudyInstanceUID=2.25.1&includefield=00080062"))
                .get(0);

        assertThat(study.at("/00080061/Value")).extracting(JsonNode::asText).containsExactly("SM", "SR");
        assertThat(study.at("/00080062/Value")).extracting(JsonNode::asText).containsExactly(SM, SR);
        assertThat(study.at("/00201206/Value/0").asInt()).isEqualTo(2);
        assertThat(study.at("/00201208/Value/0").asInt()).isEqualTo(3);
        assertThat(study.at("/00100010/Value/0/Alphabetic").asText()).isEqualTo("Müller^Anna");
        assertThat(study.at("/00080090/vr").asText()).as("required, absent").isEqualTo("PN");
        assertThat(study.has("0008103E")).isFalse();
        assertThat(json(http.get("/dicom-web/series?SeriesInstanceUID=2.25.1.1"))
                        .at("/0/00201209/Value/0")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void whatIsAskedByComesBack() throws Exception {
        for (JsonNode series : json(http.get("/dicom-web/series?BodyPartExamined=LUNG"))) {
            assertThat(series.at("/00180015/Value/0").asText()).isEqualTo("LUNG");
        }
        for (JsonNode study : json(http.get("/dicom-web/studies?SOPClassesInStudy="))) {
            assertThat(study.at("/00080062/Value/0").asText()).startsWith("1.2.840.");
        }
    }

    @Test
    void furtherFieldsAreIncludedOnRequest() throws Exception {
        JsonNode instance =
                json(http.get("/dicom-web/studies/2.25.1/instances?limit=1")).get(0);
        assertThat(instance.at("/00280008/Value/0").asInt()).isEqualTo(12);
        assertThat(instance.at("/00280010/Value/0").asInt()).isEqualTo(256);
        assertThat(instance.at("/00280011/Value/0").asInt()).isEqualTo(512);
        assertThat(instance.has("00180015")).isFalse();
        assertThat(instance.has("00100020")).isFalse();

        JsonNode more = json(http.get("/dicom-web/studies/2.25.1/instances?limit=1"
                        + "&includefield=BodyPartExamined,00201208&includefield=00100020,NoSuchKeyword"))
                .get(0);
        assertThat(value(more, "00180015")).isEqualTo("LUNG");
        assertThat(value(more, "00100020")).isEqualTo("100_%");
        assertThat(more.at("/00201208/Value/0").asInt()).isEqualTo(3);

        JsonNode all =
                json(http.get("/dicom-web/series?includefield=all&limit=1")).get(0);
        assertThat(value(all, "00180015")).isEqualTo("LUNG");
        assertThat(value(all, "0008103E")).isEqualTo("SM series");
        assertThat(all.has("00280010")).as("an instance's own, in a series").isFalse();
    }

    @Test
    void warningsSayWhatWasNotDone() throws Exception {
        HttpResponse<byte[]> rest = http.get("/dicom-web/studies?limit=1&offset=1");
        HttpResponse<byte[]> fuzzy = http.get("/dicom-web/studies?PatientName=M*&fuzzymatching=true");
        HttpResponse<byte[]> unknown = http.get("/dicom-web/studies?EthnicGroup=x&nonsense=%22%0d%0aX:y");

        assertThat(header(rest, "warning")).contains("299", "There are 1 additional results");
        assertThat(header(fuzzy, "warning")).contains("299", "fuzzymatching", "literal");
        assertThat(studies(fuzzy)).containsExactly("1", "2");
        assertThat(header(unknown, "warning")).contains("EthnicGroup", "nonsense");
        assertThat(studies(unknown)).hasSize(3);
        assertThat(header(http.get("/dicom-web/studies?limit=3"), "warning")).isEmpty();
    }

    @Test
    void whatCannotBeAValueIsRefused() throws Exception {
        for (String query : List.of(
                "StudyDate=yesterday",
                "StudyTime=noon",
                "limit=-1",
                "limit=x",
                "offset=1.5",
                "limit=99999999999",
                "PatientID=a&PatientID=b")) {
            assertThat(http.get("/dicom-web/studies?" + query).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    @Test
    void onlyJsonIsServed() throws Exception {
        assertThat(header(
                        http.get("/dicom-web/studies", "Accept", "application/dicom+json, application/json"),
                        "content-type"))
                .isEqualTo("application/dicom+json");
        assertThat(header(http.get("/dicom-web/studies", "Accept", "application/json"), "content-type"))
                .isEqualTo("application/json");
        assertThat(http.get("/dicom-web/studies", "Accept", "multipart/related; type=\"application/dicom+xml\"")
                        .statusCode())
                .isEqualTo(406);
        HttpResponse<byte[]> none = http.get("/dicom-web/studies?ModalitiesInStudy=CT");
        assertThat(none.statusCode()).isEqualTo(204);
        assertThat(none.body()).isEmpty();
    }

    private static List<String> studies(HttpResponse<byte[]> response) throws IOException {
        return values(response, "0020000D").stream()
                .map(uid -> uid.substring("2.25.".length()))
                .toList();
    }

    private static List<String> values(HttpResponse<byte[]> response, String tag) throws IOException {
        List<String> values = new ArrayList<>();
        if (response.statusCode() == 200) {
            json(response).forEach(result -> values.add(value(result, tag)));
        }
        return values;
    }

    private static String value(JsonNode result, String tag) {
        return result.at("/" + tag + "/Value/0").asText();
    }

    private static String encoded(String query) {
        if (query == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (String pair : query.split("&")) {
            String[] sides = pair.split("=", 2);
            text.append(text.isEmpty() ? "?" : "&")
                    .append(sides[0])
                    .append('=')
                    .append(URLEncoder.encode(sides[1], StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
