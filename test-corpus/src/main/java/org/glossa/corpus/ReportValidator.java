package org.glossa.corpus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** PixelMed's validator of the templates of PS3.16: does a structured report have the content that its template asks for? */
public final class ReportValidator {

    /** The edition of Debian's package, as an {@link AllowList} names it. */
    private static final String VERSION = "20220618";

    private static final String ITEM_NUMBER = "\\b\\d+(\\.\\d+)+: /";

    private final AllowList allowed;

    public ReportValidator(AllowList allowed) {
        this.allowed = allowed;
    }

    /**
     * Errors and warnings of each file that are not known to be false, item numbers left out; a file without any is not there. Skips the test
     * where PixelMed is absent.
     */
    public Map<String, List<String>> problems(List<Path> files) {
        List<String> command = new ArrayList<>(List.of(
                "-Xss8m",
                "-Djdk.xml.xpathExprGrpLimit=0",
                "-Djdk.xml.xpathExprOpLimit=0",
                "-Djdk.xml.xpathTotalOpLimit=0",
                "-cp",
                Oracle.PIXELMED_JAR + ":" + classes(),
                PixelMedReports.class.getName()));
        files.forEach(file -> command.add(file.toString()));
        Oracle.Result said = Oracle.pixelmed()
                .cases(files.size())
                .within(Duration.ofMinutes(10))
                .run(command)
                .orFail();
        Map<String, List<String>> problems = new LinkedHashMap<>();
        String file = "";
        int complete = 0;
        for (String line : said.outLines()) {
            if (line.startsWith("== ")) {
                file = line.substring(3);
            } else if (line.equals("IOD validation complete")) {
                complete++;
            } else if (line.startsWith("Error") || line.startsWith("Warning")) {
                String found = line.replaceAll(ITEM_NUMBER, "/");
                if (!allowed.unexpected(List.of(found), VERSION).isEmpty()) {
                    problems.computeIfAbsent(file, key -> new ArrayList<>()).add(found);
                }
            }
        }
        if (complete != files.size()) {
            throw new AssertionError("PixelMed came to an end with " + complete + " of " + files.size() + " files\n"
                    + said.out() + said.err());
        }
        return problems;
    }

    private static String classes() {
        return Path.of(PixelMedReports.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }
}
