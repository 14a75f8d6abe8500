package org.glossa.service.catalogue;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.Collection;
import java.util.List;

/** Rows of findings, in the order in which they were met. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface FindingRepository extends CrudRepository<StoredFinding, Long> {
    List<StoredFinding> findByInstanceIdOrderById(long instanceId);

    void deleteByInstanceIdAndCodeIn(long instanceId, Collection<String> codes);
}
