package org.glossa.service.ui;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The page: static files of the jar, OpenLayers from its WebJar among them. Its policy lets the browser load nothing from
 * elsewhere, so that what a slide shows is known to this server alone.
 */
@Hidden
@Controller("/")
final class UiController {
    private static final String POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none';" + " form-action 'none'; frame-ancestors 'none'";

    private final UiAssets assets;

    UiController(UiAssets assets) {
        this.assets = assets;
    }

    /** People who open the address that {@code serve} prints come to the page. */
    @Get
    HttpResponse<?> root() {
        return redirect("ui/");
    }

    @Get("/ui")
    HttpResponse<?> index(HttpRequest<?> request) {
        // The page's files are named relative to the folder, which also keeps a prefix that a proxy sets.
        return request.getPath().endsWith("/") ? file(request, "index.html") : redirect("ui/" + query(request));
    }

    @Get("/ui/{name}")
    HttpResponse<?> file(HttpRequest<?> request, String name) {
        UiAssets.@Nullable Asset asset = assets.find(name);
        if (asset == null) {
            return HttpResponse.notFound("No such file of the page: " + name + "\n")
                    .contentType("text/plain;charset=utf-8");
        }
        boolean isKnown = request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH).contains(asset.etag());
        MutableHttpResponse<?> response = isKnown
                ? HttpResponse.status(HttpStatus.NOT_MODIFIED)
                : HttpResponse.ok(asset.bytes()).contentType(asset.contentType());
        return response.header(HttpHeaders.ETAG, asset.etag())
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }

    private static String query(HttpRequest<?> request) {
        String query = request.getUri().getRawQuery();
        return query == null ? "" : "?" + query;
    }

    private static HttpResponse<?> redirect(String relative) {
        return HttpResponse.status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, relative);
    }
}
