package dev.cardigan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "a, '', 1",
        "'', abc, 3",
        "kitten, sitting, 3",
        "batch, bacth, 1", // a swap is one mistake
        "ca, abc, 3", // restricted: no letter edited twice (the full form says 2)
        "flaw, lawn, 2"
    })
    void distanceCountsMistakes(String from, String to, int mistakes) {
        assertThat(Nearest.distance(from, to)).isEqualTo(mistakes);
        assertThat(Nearest.distance(to, from)).isEqualTo(mistakes);
    }

    @Test
    void caseAndDashesDoNotCount() {
        List<String> papers = List.of("DCGAN", "WGAN", "WGAN-GP", "StyleGAN2");
        assertThat(Nearest.to("wgangp", papers)).contains("WGAN-GP");
        assertThat(Nearest.to("stylgan", papers)).contains("StyleGAN2");
        assertThat(Nearest.to("dgcan", papers)).contains("DCGAN");
    }

    @Test
    void farNamesAreNotSuggested() {
        assertThat(Nearest.to("xyzzy", List.of("batch", "seed"))).isEmpty();
        assertThat(Nearest.to("z", List.of("a"))).isEmpty();
        assertThat(Nearest.to("batch", List.of())).isEmpty();
    }

    @Test
    void firstOfEquallyNearNamesWins() {
        assertThat(Nearest.to("bat", List.of("cat", "hat"))).contains("cat");
    }
}
