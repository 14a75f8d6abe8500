package org.glossa.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * dciodvfy with what is known of its false errors: is a file a valid instance of its information object definition?
 *
 * <p>The edition of 2022 prints, for every 2D annotation group, that Common Z Coordinate Value is only valid in 3D although
 * it is absent; that line is dropped where the file holds no such element. All others need an {@link AllowList}.
 */
public final class DicomValidator {

    private static final Pattern VERSION = Pattern.compile("snapshot\\.(\\d{8})");
    private static final String FALSE_COMMON_Z_VERSION = "20220618";
    private static final Pattern FALSE_COMMON_Z =
            Pattern.compile("Error - </AnnotationGroupSequence\\(006a,0002\\)\\[\\d+\\]"
                    + "/CommonZCoordinateValue\\(006a,0010\\)> - Only valid for AnnotationCoordinateType of 3D");
    private static final byte[] COMMON_Z_TAG = {0x6A, 0x00, 0x10, 0x00};

    private final Oracle program;
    private final List<String> options;
    private final AllowList allowed;
    private final String version;

    private DicomValidator(Oracle program, List<String> options, AllowList allowed) {
        this.program = program;
        this.options = options;
        this.allowed = allowed;
        this.version = versionOf(program);
    }

    /** Debian's dciodvfy of 2022; skips the test where it is absent. */
    public static DicomValidator edition2022(AllowList allowed) {
        return new DicomValidator(Oracle.dciodvfy(), List.of("-new"), allowed);
    }

    /** PyPI's dciodvfy of 2026; skips the test where it is absent. */
    public static DicomValidator edition2026(AllowList allowed) {
        return new DicomValidator(Oracle.dciodvfy2026(), List.of("-new"), allowed);
    }

    /** PyPI's dciodvfy of 2026 with a profile, such as {@code WG26SP2025}. */
    public static DicomValidator profile(String profile, AllowList allowed) {
        return new DicomValidator(Oracle.dciodvfy2026(), List.of("-new", "-profile", profile), allowed);
    }

    /** The lines that begin with Error and are not known to be false; empty for a valid file. */
    public List<String> errors(Path file) {
        List<String> command = new ArrayList<>(options);
        command.add(file.toString());
        List<String> errors = program.run(command)
                .err()
                .lines()
                .filter(line -> line.startsWith("Error"))
                .toList();
        return allowed.unexpected(withoutFalseCommonZ(errors, file), version);
    }

    /** The date of the tool's snapshot, as an {@link AllowList} names it: {@code 20220618}. */
    public String version() {
        return version;
    }

    private List<String> withoutFalseCommonZ(List<String> errors, Path file) {
        if (!version.equals(FALSE_COMMON_Z_VERSION)
                || errors.stream()
                        .noneMatch(line -> FALSE_COMMON_Z.matcher(line).matches())
                || mayHold(file, COMMON_Z_TAG)) {
            return errors;
        }
        return errors.stream()
                .filter(line -> !FALSE_COMMON_Z.matcher(line).matches())
                .toList();
    }

    // A chance hit in a value only keeps the error, so it cannot hide one.
    private static boolean mayHold(Path file, byte[] wanted) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int start = 0; start + wanted.length <= bytes.length; start++) {
            int same = 0;
            while (same < wanted.length && bytes[start + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }

    private static String versionOf(Oracle program) {
        Oracle.Result said = program.cases(0).run("-version");
        Matcher found = VERSION.matcher(said.out() + said.err());
        return found.find() ? found.group(1) : "unknown";
    }
}
