package org.glossa.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Images of {@code --image} that a server has: of a study, a series or an instance the DICOM JSON metadata by WADO-RS (PS3.18 10.4.1.1.2),
 * of another address whatever file stands there.
 */
final class ImageDownload {
    private static final String ACCEPT = "application/dicom+json, application/json;q=0.9, application/dicom;q=0.8";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** What has metadata below it. */
    private static final Pattern RESOURCE = Pattern.compile(".*/(studies|series|instances)/[0-9.]+/?");

    private ImageDownload() {}

    /** As {@link org.glossa.command.ImageFetch} says. */
    static void copy(URI asked, Path file) throws IOException {
        URI address = withMetadata(asked);
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(LONGEST_WAIT)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Accept", ACCEPT)
                    .timeout(LONGEST_WAIT)
                    .build();
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() == 200) {
                    Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
            }
            throw new IOException("it answered " + response.statusCode()
                    + "; needed: 200 with the image's metadata as application/dicom+json, or the image");
        } catch (IOException e) {
            String reason = e.getMessage() == null ? "no connection" : e.getMessage();
            throw new IOException(address + " cannot be fetched: " + reason, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(address + " cannot be fetched: interrupted", e);
        }
    }

    private static URI withMetadata(URI address) {
        String path = address.getRawPath();
        if (path == null || !RESOURCE.matcher(path).matches()) {
            return address;
        }
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return URI.create(address.getScheme() + "://" + address.getRawAuthority() + path
                + (path.endsWith("/") ? "" : "/") + "metadata" + query);
    }
}
