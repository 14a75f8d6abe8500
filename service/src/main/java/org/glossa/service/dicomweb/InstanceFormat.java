package org.glossa.service.dicomweb;

import java.util.List;
import java.util.Optional;
import org.glossa.dicom.TransferSyntax;

/**
 * How a stored instance is sent: in parts or alone, as stored or encoded anew. The default transfer syntax is Explicit VR Little
 * Endian (PS3.18 section 8.7.3.4); compressed pixel data goes as stored unless Explicit VR Little Endian is named.
 */
record InstanceFormat(Packaging packaging, Encoding encoding) {
    /** As stored, whatever that is. */
    static final String ANY_SYNTAX = "*";

    enum Packaging {
        PARTS,
        ALONE
    }

    enum Encoding {
        AS_STORED,
        EXPLICIT_VR_LITTLE_ENDIAN
    }

    /** The transfer syntax of what is sent. */
    String transferSyntax(String stored) {
        return encoding == Encoding.AS_STORED ? stored : TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    }

    /** The best of the ranges that can be served; empty when none can. */
    static Optional<InstanceFormat> of(List<MediaRange> ranges, String stored) {
        for (MediaRange range : ranges) {
            Optional<InstanceFormat> format = of(range, stored);
            if (format.isPresent()) {
                return format;
            }
        }
        return Optional.empty();
    }

    /** What one range asks for, when it can be served. */
    static Optional<InstanceFormat> of(MediaRange range, String stored) {
        if (!range.admits(DicomMedia.DICOM)) {
            return Optional.empty();
        }
        // a range of everything names no packaging: the default is parts
        Packaging packaging = range.type().equals(DicomMedia.DICOM) ? Packaging.ALONE : Packaging.PARTS;
        return encoding(range.values("transfer-syntax"), stored)
                .map(encoding -> new InstanceFormat(packaging, encoding));
    }

    private static Optional<Encoding> encoding(List<String> named, String stored) {
        boolean isEncapsulated = TransferSyntax.isEncapsulated(stored);
        if (named.isEmpty()) {
            return Optional.of(isEncapsulated ? Encoding.AS_STORED : explicit(stored));
        }
        for (String syntax : named) {
            if (syntax.equals(ANY_SYNTAX) || syntax.equals(stored)) {
                return Optional.of(Encoding.AS_STORED);
            }
            if (syntax.equals(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN) && !isEncapsulated) {
                return Optional.of(Encoding.EXPLICIT_VR_LITTLE_ENDIAN);
            }
        }
        return Optional.empty();
    }

    private static Encoding explicit(String stored) {
        return stored.equals(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                ? Encoding.AS_STORED
                : Encoding.EXPLICIT_VR_LITTLE_ENDIAN;
    }
}
