package org.glossa.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PublicUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proto=https;host=example.org|https://example.org",
                "for=192.0.2.60;proto=https;by=203.0.113.43;host=\"example.org:8443\"|https://example.org:8443",
                "Host=example.org|http://example.org",
                "host=\"[2001:db8::1]:80\";proto=http|http://[2001:db8::1]:80",
                // the outermost proxy comes first
                "host=outer.example;proto=https, host=inner.example;proto=http|https://outer.example",
                "for=\"a,b\";host=example.org, host=x|http://example.org",
            })
    void theOutermostProxyNamesTheServer(String header, String url) {
        assertThat(PublicUrl.forwarded(header)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=192.0.2.60",
                "proto=https",
                "host=\"a b\";proto=https",
                "host=\"evil/path\"",
                "host=\"x\\\"><script>\"",
                "host=example.org;proto=javascript",
                "host=\"user@example.org\"",
                "nonsense",
            })
    void whatIsNoHostIsNotTakenOver(String header) {
        assertThat(PublicUrl.forwarded(header)).isEmpty();
    }
}
