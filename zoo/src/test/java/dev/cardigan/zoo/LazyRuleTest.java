package dev.cardigan.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.adversarial.Phase;
import dev.cardigan.config.Binder;
import dev.cardigan.config.Choices;
import dev.cardigan.config.Settings;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import dev.cardigan.optim.Adam;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.zoo.block.StylePreset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LazyRuleTest {

    private static final Recipe.Sample SAMPLE = new Recipe.Sample(new SampleShape(1, 16, 16), 0);

    @Test
    void adamIsCorrectedForTheLazySteps() {
        Adam rule = StyleGan2.lazily(0.0025, 16);
        assertThat(rule.learningRate()).isCloseTo(0.0025 * 16 / 17, within(1e-15));
        assertThat(rule.beta2()).isCloseTo(Math.pow(0.99, 16.0 / 17), within(1e-15));
        assertThat(StyleGan2.lazily(0.0025, 0)).isEqualTo(Adam.rate(0.0025).betas(0, 0.99));
    }

    @Test
    void penaltiesAreLazyAndShareTheRuleOfTheirSide() {
        var phases = StyleGan2.RECIPE.make(SAMPLE, new Randomness(1)).phases();
        assertThat(phases).extracting(Phase::every).containsExactly(1, 16, 1, 4);
        assertThat(phases.get(0).rule()).isEqualTo(phases.get(1).rule());
        assertThat(phases.get(2).rule()).isEqualTo(phases.get(3).rule());
    }

    /** The authors' CIFAR-10 preset has no path length, but keeps the interval. */
    @Test
    void withoutPathLengthTheGeneratorIsCorrectedAllTheSame() {
        StyleGan2.Settings narrow =
                new StyleGan2.Settings(
                        StylePreset.CIFAR,
                        Optional.of(8L),
                        Optional.of(64L),
                        Optional.of(8L),
                        Optional.of(1L),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        1);
        var phases = StyleGan2.of(narrow, SAMPLE, new Randomness(1)).phases();
        assertThat(phases).extracting(Phase::every).containsExactly(1, 16, 1);
        Adam rule = (Adam) phases.get(2).rule();
        assertThat(rule.learningRate()).isCloseTo(0.002, within(1e-15));
        assertThat(rule.beta2()).isCloseTo(Math.pow(0.99, 0.8), within(1e-15));
    }

    @Test
    void groupsThatDoNotFitAreToldWithTheNumbers() {
        R3Gan.Settings small = R3Gan.Settings.small(SAMPLE);
        R3Gan.Settings odd = new R3Gan.Settings(8, 8, 8, 1, 2, 5, 8, small.game());
        assertThatThrownBy(() -> R3Gan.of(odd, SAMPLE, new Randomness(1)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("groupWidth", "16", "5");
        assertThat(List.of(small.widest(), small.width())).containsExactly(128L, 32L);
    }

    @ParameterizedTest
    @CsvSource({"latent,0", "breadth,0", "widest,-5", "depth,0", "mixing,2"})
    void numbersThatMakeNoNetworkAreToldByName(String key, String value) {
        Settings wrong = Settings.ofAssignments(List.of(key + "=" + value));
        for (Recipe<?, ?> paper : List.of(StyleGan2.RECIPE, StyleGan3.RECIPE)) {
            assertThatThrownBy(
                            () ->
                                    Binder.with(Choices.none())
                                            .bind(paper.settings().apply(SAMPLE), wrong))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContainingAll(paper.name() + "." + key + ": expected", value);
        }
    }
}
