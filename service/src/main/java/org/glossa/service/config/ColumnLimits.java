package org.glossa.service.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.convert.format.ReadableBytes;
import java.time.Duration;

/**
 * How the derived files of sets are read; the defaults, and why, stand in {@code application.yml}.
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
        @ReadableBytes long mappedBytes) {
    public ColumnLimits {
        if (compareAgain.isNegative()) {
            throw new IllegalArgumentException("glossa.columns.compare-again is not below 0, got " + compareAgain);
        }
        positive("open-sets", openSets);
        positive("mapped-files", mappedFiles);
        positive("mapped-bytes", mappedBytes);
    }

    private static void positive(String key, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("glossa.columns." + key + " is above 0, got " + value);
        }
    }
}
