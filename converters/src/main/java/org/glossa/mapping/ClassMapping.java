package org.glossa.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.jspecify.annotations.Nullable;

/**
 * Which codes class names, measurement names and objectTypes stand for. Its file is described by {@code mapping.schema.json} beside this
 * class. Immutable.
 *
 * <p>A name that it does not know has a {@link LocalCode}; a class of that kind is of the category that the file names for it.
 */
public final class ClassMapping {
    /** Stands where DICOM asks for an algorithm and nobody says which it was. */
    public static final Algorithm UNSTATED_ALGORITHM =
            new Algorithm("unspecified", "unspecified", LocalCode.of("UNSPECIFIED"), "", "");

    private static final String DERIVED_BY = ": ";
    private static final Made MANUAL = new Made(GenerationType.MANUAL, List.of());

    private final Parsed parsed;
    private final String digest;

    /** What a mapping file says. */
    record Parsed(
            Map<String, ClassCodes> classes,
            Map<String, CodedConcept> modifiers,
            ClassCodes withoutClass,
            CodedConcept unmappedCategory,
            Map<String, MeasurementEntry> measurements,
            List<String> prefixes,
            Map<String, Made> objectTypes) {}

    /** @param unit of names that end with none; null when they have none */
    record MeasurementEntry(CodedConcept concept, @Nullable CodedConcept unit) {}

    ClassMapping(Parsed parsed, String digest) {
        this.parsed = parsed;
        this.digest = digest;
    }

    /** The one that applies when the caller gives none. */
    public static ClassMapping standard() {
        try (InputStream in = Objects.requireNonNull(
                ClassMapping.class.getResourceAsStream("standard.json"), "standard.json is not in the class path")) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param in stays open
     * @throws org.glossa.finding.MalformedInputException when it is no mapping, with byte offset and pointer
     */
    public static ClassMapping read(InputStream in) throws IOException {
        return MappingReader.read(in);
    }

    /**
     * Of a derived class such as {@code Tumor: Positive} the whole name is looked for first, then ever shorter beginnings whose remaining
     * parts are all modifiers.
     */
    public ClassCodes classOf(String className) {
        ClassCodes whole = parsed.classes().get(className);
        if (whole != null) {
            return whole;
        }
        int end = className.lastIndexOf(DERIVED_BY);
        while (end > 0) {
            ClassCodes base = parsed.classes().get(className.substring(0, end));
            if (base != null) {
                ClassCodes derived = derived(base, className.substring(end + DERIVED_BY.length()));
                if (derived != null) {
                    return derived;
                }
            }
            end = className.lastIndexOf(DERIVED_BY, end - 1);
        }
        return new ClassCodes(parsed.unmappedCategory(), LocalCode.of(className), List.of(), Match.UNMAPPED);
    }

    private @Nullable ClassCodes derived(ClassCodes base, String rest) {
        List<CodedConcept> modifiers = new ArrayList<>(base.modifiers());
        for (String part : rest.split(DERIVED_BY, -1)) {
            CodedConcept modifier = parsed.modifiers().get(part);
            if (modifier == null) {
                return null;
            }
            modifiers.add(modifier);
        }
        return new ClassCodes(base.category(), base.type(), modifiers, Match.MAPPED);
    }

    /** What stands where DICOM asks for a class and there is none. */
    public ClassCodes withoutClass() {
        return parsed.withoutClass();
    }

    /** The whole name is looked for first; then without its unit, without a prefix of the file, and without both. */
    public MeasurementCodes measurement(String name) {
        UnitSuffix suffix = UnitSuffix.of(name);
        MeasurementEntry entry = entry(name);
        if (entry == null) {
            entry = entry(suffix.nameWithout());
        }
        if (entry == null) {
            return new MeasurementCodes(LocalCode.of(name), suffix.unit(), Match.UNMAPPED);
        }
        boolean unitInName = !suffix.nameWithout().equals(name);
        CodedConcept unit = entry.unit() == null || unitInName ? suffix.unit() : entry.unit();
        return new MeasurementCodes(entry.concept(), unit, Match.MAPPED);
    }

    private @Nullable MeasurementEntry entry(String name) {
        MeasurementEntry exact = parsed.measurements().get(name);
        if (exact != null) {
            return exact;
        }
        for (String prefix : parsed.prefixes()) {
            MeasurementEntry entry =
                    name.startsWith(prefix) ? parsed.measurements().get(name.substring(prefix.length())) : null;
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    /** @param objectType null when the feature has none, which means an annotation to QuPath */
    public Made made(@Nullable String objectType) {
        return objectType == null ? MANUAL : parsed.objectTypes().getOrDefault(objectType, MANUAL);
    }

    /** SHA-256 of the file in hexadecimal: other mappings give other documents. */
    public String digest() {
        return digest;
    }
}
