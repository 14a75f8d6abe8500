package org.glossa.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
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
 * An image of {@code --image} that a server has: DICOM JSON metadata by WADO-RS (PS3.18 10.4.1.1.2), or whatever file stands at the
 * address.
 */
final class ImageDownload {
    private static final String ACCEPT = "application/dicom+json, application/json;q=0.9, application/dicom;q=0.8";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** What has metadata below it. */
    private static final Pattern RESOURCE = Pattern.compile(".*/(studies|series|instances)/[0-9.]+/?");

    private final URI address;

    private ImageDownload(URI address) {
        this.address = address;
    }

    static boolean isAddress(String name) {
        return name.contains("://");
    }

    /** @param name of a study, a series or an instance, of its metadata, or of a file */
    static ImageDownload of(String name) throws CommandFailure {
        try {
            URI address = new URI(name);
            String scheme = address.getScheme();
            if (("http".equals(scheme) || "https".equals(scheme)) && address.getHost() != null) {
                return new ImageDownload(withMetadata(address));
            }
        } catch (URISyntaxException e) {
            throw new CommandFailure("--image: got " + name + ", which is no URL: " + e.getReason() + " at index "
                    + e.getIndex() + "; allowed: http://… or https://…");
        }
        throw new CommandFailure("--image: got " + name + "; allowed: http://… or https://…, a DICOM file, a folder of"
                + " them, or DICOM JSON metadata in a file");
    }

    private static URI withMetadata(URI address) throws URISyntaxException {
        String path = address.getRawPath();
        if (path == null || !RESOURCE.matcher(path).matches()) {
            return address;
        }
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return new URI(address.getScheme() + "://" + address.getRawAuthority() + path + (path.endsWith("/") ? "" : "/")
                + "metadata" + query);
    }

    /** @throws CommandFailure when the server does not give it */
    void copyTo(Path file) throws CommandFailure {
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
                if (response.statusCode() != 200) {
                    throw new CommandFailure("--image: " + address + " answered " + response.statusCode()
                            + "; needed: 200 with the image's metadata as application/dicom+json, or the image");
                }
                Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            String reason = e.getMessage() == null ? "no connection" : e.getMessage();
            throw new CommandFailure("--image: " + address + " cannot be fetched: " + reason);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("--image: " + address + " cannot be fetched: interrupted");
        }
    }
}
