package org.glossa.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sound annotation objects to be broken: written by highdicom and pydicom, and by dcmtk in other transfer syntaxes. */
public final class MutantBases {
    private static final String[] AS_THEY_ARE = {
        "polygon-3d-commonz-of-sparse",
        "polyline-2d-od-sparse",
        "several-groups",
        "implicit-vr",
        "undefined-lengths",
        "private-elements",
        "oblique-millimetres"
    };

    private MutantBases() {}

    /**
     * Mutants by the name of their base. Asks {@link Oracle#dcmconv()}.
     *
     * @param scratch where files may be written
     */
    public static Map<String, Mutants> all(Path scratch) throws IOException {
        Map<String, Mutants> bases = new LinkedHashMap<>();
        for (String name : AS_THEY_ARE) {
            bases.put(name, Mutants.of(Files.readAllBytes(Corpus.named(name).input())));
        }
        bases.put("big-endian", converted("several-groups", scratch, "+tb"));
        bases.put("big-endian-undefined-lengths", converted("polygon-2d-of-dense", scratch, "+tb", "-e"));
        bases.put("deflated", converted("polygon-3d-of-dense", scratch, "+td"));
        bases.put("implicit-undefined-lengths", converted("polyline-3d-od-dense", scratch, "+ti", "-e", "+g"));
        return bases;
    }

    private static Mutants converted(String name, Path scratch, String... options) throws IOException {
        Path target = scratch.resolve(name + String.join("", options) + ".dcm");
        String[] arguments = new String[options.length + 2];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = Corpus.named(name).input().toString();
        arguments[options.length + 1] = target.toString();
        Oracle.dcmconv().run(arguments).orFail();
        Mutants mutants = Mutants.of(Files.readAllBytes(target));
        Files.delete(target);
        return mutants;
    }
}
