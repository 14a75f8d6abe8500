package org.glossa.service.ui;

import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The files of the page, read from the jar once. Thread-safe. */
@Singleton
final class UiAssets {
    private static final String FOLDER = "ui/";
    private static final String WEBJAR = "META-INF/resources/webjars/ol/";
    private static final String WEBJAR_VERSION = "META-INF/maven/org.webjars.npm/ol/pom.properties";

    /** Path in the jar of each file that does not lie in {@link #FOLDER}, by the name the page calls it. */
    private final Map<String, String> openLayers;

    private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

    /** One file; the bytes are shared, nobody writes into them. */
    record Asset(byte[] bytes, String contentType, String etag) {}

    UiAssets() throws IOException {
        Properties webJar = new Properties();
        try (InputStream in = open(WEBJAR_VERSION)) {
            webJar.load(in);
        }
        String root = WEBJAR + webJar.getProperty("version") + "/";
        openLayers = Map.of("ol.js", root + "dist/ol.js", "ol.css", root + "ol.css");
    }

    /** The file of this name, null when the page has none. */
    @Nullable
    Asset find(String name) {
        String contentType = contentType(name);
        // Names have no folders: nothing but the page's own files can be asked for.
        if (contentType == null || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            return null;
        }
        Asset known = loaded.get(name);
        if (known != null) {
            return known;
        }
        try (InputStream in = open(openLayers.getOrDefault(name, FOLDER + name))) {
            byte[] bytes = in.readAllBytes();
            CRC32C crc = new CRC32C();
            crc.update(bytes);
            String etag = '"' + HexFormat.of().toHexDigits((int) crc.getValue()) + '-' + bytes.length + '"';
            Asset asset = new Asset(bytes, contentType, etag);
            loaded.put(name, asset);
            return asset;
        } catch (FileNotFoundException missing) {
            return null;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static InputStream open(String path) throws FileNotFoundException {
        InputStream in = UiAssets.class.getClassLoader().getResourceAsStream(path);
        if (in == null) {
            throw new FileNotFoundException(path + " is not in the jar");
        }
        return in;
    }

    private static @Nullable String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html;charset=utf-8";
            case "js" -> "text/javascript;charset=utf-8";
            case "css" -> "text/css;charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> null;
        };
    }
}
