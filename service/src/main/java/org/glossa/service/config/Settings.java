package org.glossa.service.config;

import io.micronaut.core.value.PropertyResolver;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.glossa.service.config.Allowed.Count;
import org.glossa.service.config.Allowed.Origins;
import org.glossa.service.config.Allowed.Size;
import org.glossa.service.config.Allowed.Time;
import org.glossa.service.config.Allowed.Url;

/**
 * What each key of {@code glossa.*} may be, looked at before anything is opened: the places that read them rely on it. The keys that the
 * drivers of the catalogue's database read are theirs to refuse.
 */
public final class Settings {
    private static final long KB = 1 << 10;
    private static final long GB = 1 << 30;
    /** A part is worth nothing without Content-Type, whose parameters take their room. */
    private static final long LEAST_PART_HEADER = 256;
    /** The longest address of a frame with its UIDs, and the header fields of a browser, have some 300 and 900 bytes. */
    private static final long LEAST_HEAD = KB;

    static final List<Setting> ALL = List.of(
            new Setting("glossa.public-url", new Url()),
            new Setting("glossa.catalogue.wait", new Time(0)),
            new Setting("glossa.columns.compare-again", new Time(0)),
            new Setting("glossa.columns.open-sets", new Count(1)),
            new Setting("glossa.columns.mapped-files", new Count(1)),
            new Setting("glossa.columns.mapped-bytes", new Size(1, Long.MAX_VALUE)),
            new Setting("glossa.cors.allowed-origins", new Origins()),
            new Setting("glossa.limits.request-bytes", new Size(1, Long.MAX_VALUE)),
            new Setting("glossa.limits.parts", new Count(1)),
            new Setting("glossa.limits.part-header-bytes", new Size(LEAST_PART_HEADER, GB)),
            new Setting("glossa.limits.part-header-fields", new Count(1)),
            new Setting("glossa.limits.uri-bytes", new Size(LEAST_HEAD, GB)),
            new Setting("glossa.limits.header-bytes", new Size(LEAST_HEAD, GB)),
            new Setting("glossa.limits.concurrent-ingests", new Count(1)),
            new Setting("glossa.limits.ingest-wait", new Time(0)),
            new Setting("glossa.limits.stall", new Time(1)),
            new Setting("glossa.limits.bytes-per-second", new Size(0, GB)),
            new Setting("glossa.limits.head-time", new Time(1)),
            new Setting("glossa.limits.connections", new Count(1)),
            new Setting("glossa.limits.disk-reserve", new Size(0, Long.MAX_VALUE)),
            new Setting("glossa.limits.build-retry", new Time(1)));

    /** A key and the values that work. */
    record Setting(String key, Allowed allowed) {
        /** @throws InvalidSettingException with one sentence when a value cannot work */
        void require(String value) {
            if (!allowed.admits(value)) {
                throw new InvalidSettingException(
                        key + " (" + variable() + ") is " + allowed.sentence() + ", got \"" + value + "\"");
            }
        }

        private String variable() {
            return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        }
    }

    private Settings() {}

    /**
     * Looks at every key that is given.
     *
     * @throws InvalidSettingException with one sentence that names the first one whose value cannot work, what is allowed, and the value
     */
    public static void require(PropertyResolver given) {
        for (Setting setting : ALL) {
            given.getProperty(setting.key(), String.class).ifPresent(setting::require);
        }
    }

    /** Whether clients can call a server so: http or https, with a host; a path may follow. */
    public static boolean isPublicUrl(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        return (scheme.equals("http") || scheme.equals("https"))
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getQuery() == null
                && url.getFragment() == null;
    }
}
