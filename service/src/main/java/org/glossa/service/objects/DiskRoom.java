package org.glossa.service.objects;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.glossa.service.config.Limits;
import org.glossa.service.config.ServiceConfig;

/** The room that objects may take on the data folder's disk: all but a reserve, so that the catalogue can always write. */
@Singleton
final class DiskRoom {
    private final Path folder; // the data folder
    private final long reserveBytes;

    @Inject
    DiskRoom(ServiceConfig config, Limits limits) {
        this(config.data(), limits.diskReserve());
    }

    DiskRoom(Path folder, long reserveBytes) {
        this.folder = folder;
        this.reserveBytes = reserveBytes;
    }

    /**
     * Goes on when so many bytes more fit.
     *
     * @throws NoRoomException otherwise
     */
    void require(long bytes) throws IOException {
        long usable = folder.toFile().getUsableSpace();
        if (usable - bytes < reserveBytes) {
            throw new NoRoomException("Got " + usable + " bytes free on the server's disk, of which " + reserveBytes
                    + " stay in reserve (glossa.limits.disk-reserve), and need at least " + bytes
                    + " more. Nothing that was acknowledged is harmed; make room, then send what was not acknowledged"
                    + " again.");
        }
    }
}
