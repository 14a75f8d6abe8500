package org.glossa.service.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.List;

/**
 * Which pages of other origins may use the server.
 *
 * @param allowedOrigins such as {@code https://viewer.example}; {@code *} admits all
 */
@ConfigurationProperties("glossa.cors")
public record CrossOrigin(List<String> allowedOrigins) {
    /** Admits every origin. */
    public static final String ANY = "*";

    public CrossOrigin {
        allowedOrigins = allowedOrigins.stream().map(String::strip).toList();
    }
}
