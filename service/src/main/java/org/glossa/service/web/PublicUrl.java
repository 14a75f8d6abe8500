package org.glossa.service.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glossa.service.config.ServiceConfig;
import org.jspecify.annotations.Nullable;

/**
 * What clients call this server: the configured public URL, else the Forwarded header (RFC 7239), else the address that the socket was
 * accepted on. Never the Host header: there are DICOMweb clients that send it without the port.
 */
@Singleton
public final class PublicUrl {
    private static final Pattern PAIR =
            Pattern.compile("(?i)(proto|host)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;,\"]+))");
    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

    private final @Nullable URI configured;

    PublicUrl(ServiceConfig config) {
        this.configured = config.publicUrl();
    }

    /** Absolute, without a slash at the end. */
    public String of(HttpRequest<?> request) {
        if (configured != null) {
            String url = configured.toString();
            return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        }
        String forwarded = forwarded(request.getHeaders().get(HttpHeaders.FORWARDED));
        return forwarded.isEmpty() ? accepted(request.getServerAddress()) : forwarded;
    }

    /** The URL that the first, outermost proxy was called by; empty when the header does not say. */
    static String forwarded(@Nullable String header) {
        if (header == null) {
            return "";
        }
        String scheme = "http";
        String host = "";
        Matcher pairs = PAIR.matcher(firstElement(header));
        while (pairs.find()) {
            String value =
                    pairs.group(2) == null ? pairs.group(3) : pairs.group(2).replace("\\", "");
            if (pairs.group(1).equalsIgnoreCase("proto")) {
                scheme = value.toLowerCase(java.util.Locale.ROOT);
            } else {
                host = value;
            }
        }
        boolean usable = HOST.matcher(host).matches() && (scheme.equals("http") || scheme.equals("https"));
        return usable ? scheme + "://" + host : "";
    }

    private static String firstElement(String header) {
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            if (header.charAt(i) == '"') {
                quoted = !quoted;
            } else if (header.charAt(i) == ',' && !quoted) {
                return header.substring(0, i);
            }
        }
        return header;
    }

    private static String accepted(InetSocketAddress address) {
        String host = address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        String literal = host.indexOf(':') >= 0 ? "[" + host.replaceAll("%.*", "") + "]" : host;
        return "http://" + literal + ":" + address.getPort();
    }
}
