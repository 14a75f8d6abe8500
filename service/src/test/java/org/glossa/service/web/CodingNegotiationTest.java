package org.glossa.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When gzip may be, and is liked: RFC 9110 sections 12.4.2 and 12.5.3. */
final class CodingNegotiationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZip",
                "x-gzip",
                "gzip, deflate, br, zstd",
                "*",
                "br;q=1.0, *;q=0.001",
                "gzip;q=0.5",
                "identity;q=0.5, *;q=0.5",
                "gzip ; Q=0.8",
                "*;q=0, gzip",
                "identity;q=0, gzip;q=0.001",
            })
    void gzip(String acceptEncoding) {
        assertThat(CodingNegotiation.wantsGzip(List.of(acceptEncoding))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "identity",
                "br",
                "snappy, deflate",
                "br, gzip;q=0",
                "gzip;q=0.000, *",
                "x-gzip;q=0, *",
                "gzip, x-gzip;q=0",
                "*;q=0",
                "gzipped",
                "notgzip, bgzip",
                "identity, gzip;q=0.5",
                "gzip;q=nonsense",
                "gzip;q=-1",
                "gzip;q=1.5",
            })
    void none(String acceptEncoding) {
        assertThat(CodingNegotiation.wantsGzip(List.of(acceptEncoding))).isFalse();
    }

    @Test
    void severalFieldsAreOneList() {
        assertThat(CodingNegotiation.wantsGzip(List.of())).isFalse();
        assertThat(CodingNegotiation.wantsGzip(List.of("br", "gzip"))).isTrue();
        assertThat(CodingNegotiation.wantsGzip(List.of("*", "gzip;q=0"))).isFalse();
    }
}
