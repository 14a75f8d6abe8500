package org.glossa.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.glossa.convert.ConversionOptions.Compression;
import org.glossa.convert.ConversionOptions.Layout;
import org.glossa.convert.ConversionRequest.OnLoss;
import org.glossa.image.SpaceName;
import org.glossa.option.CoordinatePrecision;
import org.glossa.option.Holes;
import org.glossa.option.OutOfBounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionRequestTest {
    private static ConversionRequest read(String json) throws Exception {
        return ConversionRequest.builder()
                .json(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    @Test
    void nothingSaidIsTheDefault() throws Exception {
        ConversionRequest asked = read("{}");
        assertThat(asked.to()).isNull();
        assertThat(asked.onLoss()).isEqualTo(OnLoss.KEEP);
        assertThat(asked.options()).usingRecursiveComparison().isEqualTo(ConversionOptions.DEFAULT);
        assertThat(ConversionOptions.DEFAULT.holes()).isEqualTo(Holes.KEYHOLE);
        assertThat(ConversionOptions.DEFAULT.mostSrObjects()).isEqualTo(50_000);
    }

    @Test
    void everyMemberIsRead() throws Exception {
        ConversionRequest asked = read("""
                {"to":"sr","strict":true,"image":"1.2.3","holes":"split","precision":"float64","outOfBounds":"clip",
                 "space":"level0-pixels","maxSr":12,"contentDate":"20260102030405","decimals":2,"newlineDelimited":true,
                 "gzip":"true"}""");
        ConversionOptions options = asked.options();
        assertThat(asked.to()).isEqualTo(Language.SR);
        assertThat(asked.onLoss()).isEqualTo(OnLoss.REFUSE);
        assertThat(asked.imageUid()).isEqualTo("1.2.3");
        assertThat(options.holes()).isEqualTo(Holes.SPLIT);
        assertThat(options.precision()).isEqualTo(CoordinatePrecision.FLOAT64);
        assertThat(options.outOfBounds()).isEqualTo(OutOfBounds.CLIP);
        assertThat(options.space()).isEqualTo(SpaceName.LEVEL0_PIXELS);
        assertThat(options.mostSrObjects()).isEqualTo(12);
        assertThat(options.contentDate()).isEqualTo(LocalDateTime.of(2026, 1, 2, 3, 4, 5));
        assertThat(options.decimals()).isEqualTo(2);
        assertThat(options.layout()).isEqualTo(Layout.NEWLINE_DELIMITED);
        assertThat(options.compression()).isEqualTo(Compression.GZIP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"hole\":\"drop\"} | options: got hole; allowed: to, strict, image, holes, precision",
                "{\"holes\":\"fill\"} | holes: got fill; allowed: keyhole, split, drop, fail",
                "{\"to\":\"xml\"} | to: got xml; allowed: geojson, ann, sr",
                "{\"strict\":1} | strict: got 1; allowed: true, false",
                "{\"space\":\"miles\"} | space: got miles; allowed: level0-pixels, source-pixels, frame, slide-mm",
                "{\"maxSr\":-1} | maxSr: got -1; allowed: an integer from 0 on",
                "{\"decimals\":16} | decimals: got 16; allowed: an integer from 0 to 15",
                "{\"contentDate\":\"20260230\"} | contentDate: got 20260230; allowed: a date as YYYYMMDD",
                "{\"contentDate\":\"2026-02-03\"} | contentDate: got 2026-02-03; allowed: a date",
                "{\"holes\":null} | holes: got VALUE_NULL; allowed: a text, a number, true or false",
                "{\"holes\":[\"drop\"]} | holes: got START_ARRAY",
                "[] | options: got no JSON object",
                "{\"holes\" | options: got no JSON at byte offset",
                "{} {} | options: got more than one JSON value",
                "{\"holes\":\"drop\",\"holes\":\"fail\"} | Duplicate field",
            })
    void whatIsNotAllowedIsSaidWithWhatIs(String json, String sentence) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aCopySaysAllThatTheOriginalSays() throws Exception {
        ConversionOptions.Builder all = ConversionOptions.builder();
        for (ConversionOptions.Name name : ConversionOptions.Name.values()) {
            all.set(
                    name,
                    switch (name) {
                        case HOLES -> "split";
                        case PRECISION -> "float64";
                        case OUT_OF_BOUNDS -> "clip";
                        case SPACE -> "slide-mm";
                        case SOURCE_SPACE -> "source-pixels";
                        case MAX_SR -> "7";
                        case CONTENT_DATE -> "20250102";
                        case DECIMALS -> "3";
                        case NEWLINE_DELIMITED, GZIP -> "true";
                    });
        }
        ConversionOptions said = all.build();
        assertThat(said.toBuilder().build()).isEqualTo(said).isNotEqualTo(ConversionOptions.DEFAULT);
    }
}
