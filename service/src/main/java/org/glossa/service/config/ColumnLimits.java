package org.glossa.service.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.convert.format.ReadableBytes;
import java.time.Duration;

/**
 * How the derived files of sets are read; the defaults, and why, stand in {@code application.yml}; what each may be, in {@link Settings}.
 *
 * @param compareAgain how long a comparison of a block with its checksum is believed
 * @param openSets most sets that are mapped at a time
 * @param mappedFiles most files that are mapped at a time
 * @param mappedBytes most bytes that are mapped at a time
 */
@ConfigurationProperties("glossa.columns")
public record ColumnLimits(
        Duration compareAgain,
        int openSets,
        int mappedFiles,
        @ReadableBytes long mappedBytes) {}
