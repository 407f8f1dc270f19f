package dev.cardigan.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.adversarial.Phase;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import dev.cardigan.optim.Adam;
import dev.cardigan.tensor.Randomness;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    @Test
    void groupsThatDoNotFitAreToldWithTheNumbers() {
        R3Gan.Settings small = R3Gan.Settings.small(SAMPLE);
        R3Gan.Settings odd = new R3Gan.Settings(8, 8, 8, 1, 2, 5, 8, small.game());
        assertThatThrownBy(() -> R3Gan.of(odd, SAMPLE, new Randomness(1)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("groupWidth", "16", "5");
        assertThat(List.of(small.widest(), small.width())).containsExactly(128L, 32L);
    }
}
