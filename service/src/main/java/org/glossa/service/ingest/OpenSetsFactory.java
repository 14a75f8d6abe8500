package org.glossa.service.ingest;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.glossa.open.OpenLimits;
import org.glossa.open.OpenSets;
import org.glossa.service.config.ColumnLimits;

/** Makes the one owner of the process's mapped sets. */
@Factory
final class OpenSetsFactory {
    @Singleton
    @Bean(preDestroy = "close")
    OpenSets openSets(ColumnLimits limits) {
        return new OpenSets(
                new OpenLimits(limits.openSets(), limits.mappedFiles(), limits.mappedBytes()), limits.compareAgain());
    }
}
