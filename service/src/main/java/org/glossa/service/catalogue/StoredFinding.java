package org.glossa.service.catalogue;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.glossa.finding.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Finding} on a stored instance.
 *
 * @param byteOffset −1 when it concerns the whole
 * @param path tag path; empty when it concerns the whole
 */
@MappedEntity("finding")
public record StoredFinding(
        @Id @GeneratedValue @Nullable Long id,
        long instanceId,
        String code,
        Severity severity,
        long byteOffset,
        String path,
        String got,
        String allowed,
        String remedy,
        String clause) {

    public static StoredFinding of(long instanceId, Finding finding) {
        long byteOffset = -1;
        String path = "";
        switch (finding.place()) {
            case Place.DataElement element -> {
                byteOffset = element.byteOffset();
                path = element.tagPath();
            }
            case Place.JsonValue value -> {
                byteOffset = value.byteOffset();
                path = value.pointer();
            }
            case Place.FileBytes bytes -> {
                byteOffset = bytes.firstByte();
                path = bytes.file();
            }
            case Place.Whole whole -> {
                // neither offset nor path
            }
        }
        return new StoredFinding(
                null,
                instanceId,
                finding.code(),
                finding.severity(),
                byteOffset,
                KeyText.storable(path),
                KeyText.storable(finding.got()),
                KeyText.storable(finding.allowed()),
                KeyText.storable(finding.remedy()),
                finding.clause());
    }

    public Finding finding() {
        Place place = byteOffset < 0 && path.isEmpty() ? Place.WHOLE : new Place.DataElement(byteOffset, path);
        return new Finding(code, severity, place, got, allowed, remedy, clause);
    }
}
