package org.glossa.service.catalogue;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.Optional;

/** Rows of studies. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface StudyRepository extends CrudRepository<Study, Long> {
    Optional<Study> findByStudyInstanceUid(String studyInstanceUid);
}
