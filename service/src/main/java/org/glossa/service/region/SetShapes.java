package org.glossa.service.region;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.MalformedInputException;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.objects.ObjectStore;
import org.jspecify.annotations.Nullable;

/** Shapes of stored sets, read from their originals and remembered. Thread-safe; reading maps the original, so call it on a worker. */
@Singleton
final class SetShapes {
    private static final int REMEMBERED = 256;

    private final ObjectStore objects;
    private final Map<String, SetShape> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SetShape> eldest) {
            return size() > REMEMBERED;
        }
    };

    SetShapes(ObjectStore objects) {
        this.objects = objects;
    }

    /** Empty when the original is so damaged that no columns can be made of it either. */
    Optional<SetShape> of(StoredInstance instance) throws IOException {
        SetShape known = remembered(instance.sopInstanceUid());
        if (known != null) {
            return Optional.of(known);
        }
        try (DicomFile file = objects.open(instance.sha256())) {
            SetShape shape = SetShape.of(BulkAnnotationReader.read(file).set());
            synchronized (remembered) {
                remembered.put(instance.sopInstanceUid(), shape);
            }
            return Optional.of(shape);
        } catch (MalformedInputException damaged) {
            return Optional.empty();
        }
    }

    private @Nullable SetShape remembered(String sopInstanceUid) {
        synchronized (remembered) {
            return remembered.get(sopInstanceUid);
        }
    }
}
