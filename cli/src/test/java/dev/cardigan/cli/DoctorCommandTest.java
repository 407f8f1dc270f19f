package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.config.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

    @Test
    void computesForRealAndSaysSoAsJson() {
        Cli told = Cli.run("doctor", "--json");
        Map<String, Object> tree = Json.parse(told.out(), "output");
        assertThat(tree).containsEntry("healthy", told.code() == 0);
        assertThat((List<?>) tree.get("findings"))
                .extracting(finding -> String.valueOf(((Map<?, ?>) finding).get("what")))
                .contains(
                        "platform", "memory", "disk", "libtorch", "computes fp32", "computes bf16");
        assertThat((List<?>) tree.get("findings"))
                .filteredOn(finding -> "computes fp32".equals(((Map<?, ?>) finding).get("what")))
                .extracting(finding -> String.valueOf(((Map<?, ?>) finding).get("state")))
                .containsExactly("ok");
    }

    @Test
    void aRunThatIsNotThereFails() {
        Cli told = Cli.run("doctor", "no-such-run");
        assertThat(told.code()).isEqualTo(1);
        assertThat(told.out()).contains("fail  run", "no run 'no-such-run'", "Something fails.");
    }
}
