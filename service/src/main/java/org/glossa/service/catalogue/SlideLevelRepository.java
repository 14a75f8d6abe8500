package org.glossa.service.catalogue;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Rows of slide levels. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface SlideLevelRepository extends CrudRepository<SlideLevel, String> {
    List<SlideLevel> findByLevelUid(String levelUid);

    List<SlideLevel> findBySeriesInstanceUid(String seriesInstanceUid);

    List<SlideLevel> findByFrameOfReferenceUid(String frameOfReferenceUid);
}
