package org.glossa.service.catalogue;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.Optional;

/** Rows of series. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface SeriesRepository extends CrudRepository<Series, Long> {
    Optional<Series> findByStudyIdAndSeriesInstanceUid(long studyId, String seriesInstanceUid);
}
