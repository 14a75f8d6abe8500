package org.glossa.convert;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What annotations are written in. */
public enum Language {
    /** Features of GeoJSON (RFC 7946), in pixels. */
    GEOJSON("geojson", "application/geo+json", ".geojson"),
    /** Microscopy Bulk Simple Annotations (PS3.3 A.87). */
    ANN("ann", "application/dicom", ".dcm"),
    /** Comprehensive and Comprehensive 3D SR (PS3.3 A.35.3 and A.35.13) of the template TID 1500. */
    SR("sr", "application/dicom", ".dcm");

    private final String word;
    private final String mediaType;
    private final String extension;

    Language(String word, String mediaType, String extension) {
        this.word = word;
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** As commands and requests spell it. */
    public String word() {
        return word;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Of a file's name, with the dot. */
    public String extension() {
        return extension;
    }

    public boolean isDicom() {
        return switch (this) {
            case GEOJSON -> false;
            case ANN, SR -> true;
        };
    }

    public static Optional<Language> named(String word) {
        return Arrays.stream(values())
                .filter(language -> language.word.equals(word))
                .findFirst();
    }

    /** All of them, for messages. */
    public static String allWords() {
        return Arrays.stream(values()).map(Language::word).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return word;
    }
}
