package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanUnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "999, 999 bytes",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "1234000000, 1.2 GB",
        "9223372036854775807, 9.2 EB"
    })
    void writesBytes(long bytes, String text) {
        assertThat(HumanUnits.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "59.4, 59s",
        "59.6, 1m00s",
        "185, 3m05s",
        "3599.9, 1h00m",
        "7800, 2h10m",
        "97200, 1d03h",
        "NaN, ?",
        "Infinity, ?"
    })
    void writesDurations(double seconds, String text) {
        assertThat(HumanUnits.duration(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0;0",
                "0.693147;0.6931",
                "12.5;12.5",
                "-1.25;-1.25",
                "100;100",
                "999.96;1,000",
                "20000;20,000",
                "0.0000123;1.23e-05",
                "0.001;0.001",
                "3e9;3.00e+09",
                "NaN;NaN",
                "-Infinity;-Infinity"
            })
    void writesNumbersWithFourDigits(double value, String text) {
        assertThat(HumanUnits.number(value)).isEqualTo(text);
    }

    @Test
    void writesTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(HumanUnits.number(0.5)).isEqualTo("0.5");
            assertThat(HumanUnits.count(20_000)).isEqualTo("20,000");
            assertThat(HumanUnits.percent(0.714)).isEqualTo("71%");
        } finally {
            Locale.setDefault(before);
        }
    }
}
