package org.glossa.service.dicomweb;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.glossa.dicom.DicomFile;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.objects.ObjectStore;

/**
 * Frame indexes of the images asked for last: a viewer asks for one tile after another, and finding tiles means walking over the
 * headers of the whole file. Thread-safe.
 */
@Singleton
final class FrameIndexes {
    /** Of all indexes held; an entry takes about 8 bytes. */
    private static final long MAXIMUM_ENTRIES = 2_000_000;

    private final ObjectStore objects;
    private final Map<String, FrameIndex> bySha256 = new LinkedHashMap<>(16, 0.75f, true);
    private long entries;

    FrameIndexes(ObjectStore objects) {
        this.objects = objects;
    }

    /** Empty when the instance has no frames that can be told apart. Call it on a worker. */
    Optional<FrameIndex> of(StoredInstance instance) throws IOException {
        synchronized (this) {
            FrameIndex known = bySha256.get(instance.sha256());
            if (known != null) {
                return Optional.of(known);
            }
        }
        try (DicomFile file = objects.open(instance.sha256())) {
            Optional<FrameIndex> index = FrameIndex.of(Payload.slices(objects, instance.sha256(), file), file);
            index.ifPresent(found -> hold(instance.sha256(), found));
            return index;
        }
    }

    private synchronized void hold(String sha256, FrameIndex index) {
        if (bySha256.putIfAbsent(sha256, index) == null) {
            entries += index.size();
        }
        var eldest = bySha256.values().iterator();
        while (entries > MAXIMUM_ENTRIES && bySha256.size() > 1) {
            entries -= eldest.next().size();
            eldest.remove();
        }
    }
}
