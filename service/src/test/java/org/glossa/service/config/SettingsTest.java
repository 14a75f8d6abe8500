package org.glossa.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the keys may be. */
final class SettingsTest {
    /** Checked where they are used: a path, and what the driver of the database reads. */
    private static final Set<String> OTHERS =
            Set.of("glossa.data", "glossa.catalogue.url", "glossa.catalogue.username", "glossa.catalogue.password");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "glossa.columns.open-sets|1;64;2147483647|0;-1;abc;'';1.5;1e3;2147483648;99999999999; 64",
                "glossa.columns.mapped-bytes|1;64GB;64gb;9223372036854775807;8589934591GB"
                        + "|0;-1;0GB;8589934592GB;17179869185GB;99999999999GB;9223372036854775808;64MiB;64 MB;64M;1.5GB;''",
                "glossa.limits.disk-reserve|0;64MB|-1;64MiB",
                "glossa.limits.bytes-per-second|0;1KB;1GB|-1KB;2GB",
                "glossa.limits.uri-bytes|1024;1KB;32KB;1GB|0;1;1023;2GB",
                "glossa.limits.header-bytes|1KB;6KB|1;1023",
                "glossa.limits.part-header-bytes|256;16KB|1;255",
                "glossa.limits.parts|1;10000|0;99999999999",
                "glossa.limits.stall|1ms;30s;10m;12h;7d;36500d;PT30S"
                        + "|5;0s;-1s;30;30sec;30 s;PT-1S;PT;P1Y;36501d;99999999999s;2147483648ms;P106751991167300D;''",
                "glossa.limits.ingest-wait|0s;10s|-1s;10",
                "glossa.columns.compare-again|0s;10m|-1m",
                "glossa.catalogue.wait|0s;30s|soon",
                "glossa.public-url|'';http://x;https://example.org/glossa;https://example.org:8443/a/;http://[::1]:80"
                        + "|nonsense;ftp://x;//x/y;http:/x;http://;https://a b;https://x?y;https://x#y;https://u:p@x",
                "glossa.cors.allowed-origins|*;'';null;https://viewer.example;https://a.example,http://b:8080;https://a, https://b"
                        + ";app://localhost;http://[::1]:3000"
                        + "|garbage;viewer.example;https://viewer.example/;https://Viewer.example;https://a,garbage;https://a,;,",
            })
    void aValueThatCannotWorkIsRefusedInOneSentence(String key, String good, String bad) {
        Settings.Setting setting = Settings.ALL.stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
        for (String value : good.split(";", -1)) {
            assertThatCode(() -> setting.require(value.replace("''", "")))
                    .as(value)
                    .doesNotThrowAnyException();
        }
        for (String value : bad.split(";", -1)) {
            String given = value.replace("''", "");
            assertThatThrownBy(() -> setting.require(given))
                    .as(value)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            key + " (" + key.toUpperCase().replace('.', '_').replace('-', '_') + ") is ")
                    .hasMessageEndingWith(", got \"" + given + "\"");
        }
    }

    @Test
    void everyKeyOfThePageIsLookedAt() throws IOException {
        Path page = Path.of(System.getProperty("glossa.root"), "src/site/markdown/configuration.md");
        Set<String> keys = Pattern.compile("(?m)^\\| `(glossa\\.[a-z.-]+)`")
                .matcher(Files.readString(page))
                .results()
                .map((MatchResult row) -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        keys.removeAll(OTHERS);

        assertThat(Settings.ALL.stream().map(Settings.Setting::key)).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void theLeastBytesOfAStallFitALong() {
        Limits limits = new Limits(
                1,
                1,
                1,
                1,
                1,
                Duration.ZERO,
                Duration.ofDays(36_500),
                1L << 30,
                Duration.ofSeconds(1),
                1,
                0,
                Duration.ofSeconds(1));

        assertThat(limits.leastBytes()).isEqualTo(36_500L * 86_400 << 30);
    }
}
