package org.glossa.service.web;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.glossa.service.config.CrossOrigin;
import org.jspecify.annotations.Nullable;

/**
 * Lets viewers of the configured origins in, by default of any: preflights of every path, and the headers that a script may read.
 * Nothing here depends on who asks, so no credentials are allowed with it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CrossOriginFilter {
    private static final String ALLOWED_METHODS = "GET, HEAD, POST, OPTIONS";
    /** The last one is what a viewer sends that is told to upgrade insecure requests. */
    private static final String ALLOWED_HEADERS =
            "accept, authorization, content-type, range, if-none-match, if-range, content-security-policy";

    private static final String EXPOSED_HEADERS = "content-range, content-length, accept-ranges, etag, warning, link,"
            + " content-location, location, retry-after, ogc-numbermatched, ogc-numberreturned";
    private static final String MAX_AGE_SECONDS = "86400";

    private final CrossOrigin config;

    CrossOriginFilter(CrossOrigin config) {
        this.config = config;
    }

    /** Answers a preflight; any other request goes on. */
    @RequestFilter
    @Nullable
    HttpResponse<?> preflight(HttpRequest<?> request) {
        boolean isPreflight = request.getMethod() == HttpMethod.OPTIONS
                && request.getHeaders().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (!isPreflight) {
            return null;
        }
        MutableHttpResponse<?> response = HttpResponse.noContent();
        if (!allow(request, response)) {
            return response;
        }
        return response.header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, ALLOWED_METHODS)
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS)
                .header(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
    }

    @ResponseFilter
    void expose(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (!response.getHeaders().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN) && allow(request, response)) {
            response.header(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_HEADERS);
        }
    }

    /** Whether the origin of the request may read the answer; then the answer says so. */
    private boolean allow(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (config.allowedOrigins().contains(CrossOrigin.ANY)) {
            response.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, CrossOrigin.ANY);
            return true;
        }
        response.header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        if (origin == null || !config.allowedOrigins().contains(origin)) {
            return false;
        }
        response.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        return true;
    }
}
