package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.DataException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementTest {

    @Test
    void writesTheStepFirstAndTheValuesInTheirOrder() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("seconds", 12.5);
        values.put("discriminator/total", 0.25);
        values.put("accuracy/real", 1.0);

        assertThat(new Measurement(100, values).json())
                .isEqualTo(
                        "{\"step\":100,\"seconds\":12.5,\"discriminator/total\":0.25,"
                                + "\"accuracy/real\":1.0}");
    }

    @Test
    void writesWhatJsonHasNoNumberForAsStrings() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("a", Double.NaN);
        values.put("b", Double.POSITIVE_INFINITY);
        values.put("c", Double.NEGATIVE_INFINITY);

        assertThat(new Measurement(0, values).json())
                .isEqualTo("{\"step\":0,\"a\":\"NaN\",\"b\":\"Infinity\",\"c\":\"-Infinity\"}");
    }

    @Test
    void comesBackBitForBit() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("tiny \"quoted\" \u00e9\n", Double.MIN_VALUE);
        values.put("large", Double.MAX_VALUE);
        values.put("third", 1 / 3.0);
        values.put("negative zero", -0.0);
        values.put("nan", Double.NaN);
        values.put("infinite", Double.NEGATIVE_INFINITY);
        Measurement measurement = new Measurement(Long.MAX_VALUE, values);

        assertThat(Measurement.from(measurement.json())).isEqualTo(measurement);
        assertThat(measurement.json()).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"step\":1",
                "{\"loss\":1}",
                "{\"step\":1.5}",
                "{\"step\":\"1\"}",
                "{\"step\":1,\"loss\":\"nan\"}",
                "{\"step\":1,\"loss\":null}",
                "{\"step\":-1}"
            })
    void refusesWhatIsNotAMeasurement(String json) {
        assertThatThrownBy(() -> Measurement.from(json))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void refusesAValueCalledStep() {
        assertThatThrownBy(() -> new Measurement(1, Map.of("step", 2.0)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found \"step\"");
    }
}
