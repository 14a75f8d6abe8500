package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-9,0,10",
        "bytes=90-,90,10",
        "bytes=90-1000,90,10",
        "bytes=99-99,99,1",
        "bytes=-30,70,30",
        "bytes=-1000,0,100",
        "BYTES = 5 - 6,5,2"
    })
    void aPartOfOneHundredBytes(String header, long first, long count) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new ByteRange.Part(first, count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999-"})
    void beyondTheEnd(String header) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new ByteRange.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=-",
                "bytes=9-5",
                "bytes=0-1,5-6",
                "items=0-5",
                "bytes=a-b",
                "bytes=99999999999999999999-"
            })
    void whatIsNoSingleRangeIsIgnored(String header) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new ByteRange.Whole());
        assertThat(ByteRange.parse(null, 100)).isEqualTo(new ByteRange.Whole());
    }

    @Test
    void anEmptyValueHasNoPart() {
        assertThat(ByteRange.parse("bytes=0-", 0)).isEqualTo(new ByteRange.Unsatisfiable());
        assertThat(ByteRange.parse("bytes=-5", 0)).isEqualTo(new ByteRange.Unsatisfiable());
    }

    @Test
    void everyPartLiesInTheValue() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            long length = random.nextInt(50);
            String header = "bytes=" + (random.nextBoolean() ? random.nextInt(60) : "") + "-"
                    + (random.nextBoolean() ? random.nextInt(60) : "");
            if (ByteRange.parse(header, length) instanceof ByteRange.Part(long first, long count)) {
                assertThat(first).as(header + " of " + length).isNotNegative();
                assertThat(count).as(header + " of " + length).isPositive();
                assertThat(first + count).as(header + " of " + length).isLessThanOrEqualTo(length);
            }
        }
    }
}
