package org.glossa.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Brings what stands at a URL of {@code --image}; who knows the protocols gives it to the verbs. */
@FunctionalInterface
public interface ImageFetch {
    /** Knows no protocol. */
    ImageFetch NONE = (address, target) -> {
        throw new IOException(
                address + " cannot be fetched by this program; allowed: a DICOM file, a folder of them, or"
                        + " DICOM JSON metadata in a file");
    };

    /**
     * Copies it.
     *
     * @param address absolute, with the scheme http or https and a host
     * @param target overwritten: a DICOM file, or DICOM JSON metadata
     * @throws IOException with a sentence that names the address, when it cannot be had
     */
    void copy(URI address, Path target) throws IOException;
}
