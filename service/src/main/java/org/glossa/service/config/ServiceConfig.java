package org.glossa.service.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the service is told at start; the keys are documented on the page {@code configuration.md}.
 *
 * @param data the data folder
 * @param publicUrl what clients call this server, null to take it from each request
 */
@ConfigurationProperties("glossa")
public record ServiceConfig(Path data, @Nullable URI publicUrl) {}
