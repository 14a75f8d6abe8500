package org.glossa.service.catalogue;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Rows of instances; lists are in the order of storing. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface InstanceRepository extends CrudRepository<StoredInstance, Long> {
    Optional<StoredInstance> findBySopInstanceUid(String sopInstanceUid);

    List<StoredInstance> findByStudyInstanceUidOrderById(String studyInstanceUid);

    List<StoredInstance> findByStudyInstanceUidAndSeriesInstanceUidOrderById(
            String studyInstanceUid, String seriesInstanceUid);

    List<StoredInstance> findByStateInOrderById(Collection<ColumnState> states);

    /** Those that were made on an image of a series, as they say. */
    List<StoredInstance> findByStateInAndReferencedSeriesUid(
            Collection<ColumnState> states, String referencedSeriesUid);

    /** Those that were made on one of these images. */
    List<StoredInstance> findByStateInAndReferencedImageUidIn(
            Collection<ColumnState> states, Collection<String> referencedImageUids);

    /** Those of a frame of reference; with an empty image those that name none. */
    List<StoredInstance> findByStateInAndFrameOfReferenceUidAndReferencedImageUid(
            Collection<ColumnState> states, String frameOfReferenceUid, String referencedImageUid);

    /** The next rows, for going through all of them without holding them. */
    List<StoredInstance> findTop500ByIdGreaterThanOrderById(long id);

    /** A server writes through {@link Catalogue}, which counts its changes. */
    void updateBySopInstanceUid(String sopInstanceUid, ColumnState state, long annotationsDone, long annotationsTotal);
}
