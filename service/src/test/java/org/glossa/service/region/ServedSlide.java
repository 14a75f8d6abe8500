package org.glossa.service.region;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.glossa.service.ServerProcess;
import org.glossa.store.StoredSet;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GenerateProgress;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;

/** S(n, 24) behind the packaged server; its columns are open in this process, too. */
final class ServedSlide implements AutoCloseable {
    static final int SIZE_PX = 100_000;

    /** Options of the server's JVM. */
    static final List<String> JVM_OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private final ServerProcess server;
    private final String uid;
    private final StoredSet set;

    private ServedSlide(ServerProcess server, String uid, StoredSet set) {
        this.server = server;
        this.uid = uid;
        this.set = set;
    }

    /** @param folder for slide and data; what an earlier run stored there is served again */
    static ServedSlide start(int count, Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        boolean isNew = !Files.exists(data);
        GeneratedSlide slide = isNew
                ? SyntheticSlide.generate(
                        new SlideRequest(count, 24, 1, SIZE_PX, 3, SlideKind.PLAIN, AnnotationFormat.ANN),
                        folder.resolve("generated"),
                        GenerateProgress.SILENT)
                : null;
        ServerProcess server = ServerProcess.start(data, JVM_OPTIONS, List.of());
        try {
            Stow stow = new Stow(server.url());
            if (slide != null) {
                stow.store(slide.levels());
                stow.store(List.of(slide.annotations()));
            }
            String uid = stow.get("/collections").body().replaceAll("(?s).*?\"sopInstanceUid\":\"([^\"]*)\".*", "$1");
            stow.awaitReady(uid);
            return new ServedSlide(
                    server, uid, StoredSet.open(data.resolve("columns").resolve(uid)));
        } catch (IOException | InterruptedException | RuntimeException | Error failure) {
            server.close();
            throw failure;
        }
    }

    URI url() {
        return server.url();
    }

    /** Path of the items of the set. */
    String items() {
        return "/collections/" + uid + "/items";
    }

    StoredSet set() {
        return set;
    }

    @Override
    public void close() throws IOException {
        try (server) {
            set.close();
        }
    }
}
