package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.service.dicomweb.Exchanges.header;
import static org.glossa.service.dicomweb.Exchanges.json;
import static org.glossa.service.dicomweb.Exchanges.sha256;
import static org.glossa.service.dicomweb.Exchanges.text;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Oracle;
import org.glossa.service.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twelve files as software of others writes them: given back to the byte, and as Explicit VR Little Endian that pydicom reads alike. */
final class TwelvePostsIT {
    @TempDir
    Path folder;

    @Test
    void whatWentInComesBackAndItsMeaningIsPydicoms() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        for (String name : List.of("polygon-2d-of-dense", "ellipse-2d-od-sparse")) {
            Path ofCase = Files.createDirectory(files.resolve(name));
            Oracle.python()
                    .run(
                            Oracle.script("write_twelve_posts.py").toString(),
                            Corpus.named(name).input().toString(),
                            ofCase.toString())
                    .orFail();
            try (ServerProcess server = ServerProcess.start(folder.resolve(name), List.of("-Xmx256m"), List.of())) {
                List<Path> posts = list(ofCase);
                assertThat(posts).hasSize(12);
                for (Path post : posts) {
                    exchange(new Exchanges(server.url()), post);
                }
            }
            System.out.println(Oracle.python()
                    .cases(12)
                    .run(Oracle.script("compare_answers.py").toString(), ofCase.toString())
                    .orFail()
                    .out());
        }
    }

    private static void exchange(Exchanges http, Path post) throws Exception {
        String name = String.valueOf(post.getFileName());
        byte[] posted = Files.readAllBytes(post);
        HttpResponse<byte[]> stored = http.post("/dicom-web/studies", "application/dicom", posted);
        assertThat(stored.statusCode()).as(name + ": " + text(stored)).isIn(200, 202);
        String url = json(stored).at("/00081199/Value/0/00081190/Value/0").asText();

        HttpResponse<byte[]> original = http.get(url, "Accept", "application/dicom; transfer-syntax=*");
        assertThat(original.statusCode()).as(name).isEqualTo(200);
        assertThat(sha256(original.body())).as(name).isEqualTo(sha256(posted));

        HttpResponse<byte[]> byDefault = http.get(url, "Accept", "application/dicom");
        assertThat(byDefault.statusCode()).as(name).isEqualTo(200);
        assertThat(header(byDefault, "content-type"))
                .as(name)
                .isEqualTo("application/dicom; transfer-syntax="
                        + (name.startsWith("11") ? SmallInstances.JPEG : SmallInstances.EXPLICIT));
        Files.write(sibling(post, ".answer"), byDefault.body());

        HttpResponse<byte[]> metadata = http.get(url + "/metadata");
        assertThat(metadata.statusCode()).as(name).isEqualTo(200);
        Files.write(sibling(post, ".metadata"), metadata.body());
    }

    private static Path sibling(Path file, String ending) {
        return file.resolveSibling(String.valueOf(file.getFileName()).replace(".dcm", ending));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
