package dev.cardigan.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.data.Source;
import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Threads;
import dev.cardigan.training.DataFeed;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Rescue;
import dev.cardigan.training.Run;
import dev.cardigan.training.Trainer;
import dev.cardigan.training.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A number that a paper cannot be built with is refused as a setting, not by the engine. */
class ImpossibleSettingsTest {

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    static Stream<Recipe<?, ?>> recipes() {
        return Zoo.recipes().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void numbersBelowWhatIsPossibleAreRefusedByName(Recipe<?, ?> recipe) {
        assertThat(faults(recipe)).isEmpty();
    }

    /** What ends otherwise than by training or by a refusal that names the setting. */
    private static <S extends Record> List<String> faults(Recipe<S, ?> recipe) {
        List<String> faults = new ArrayList<>();
        S usual = recipe.settings().apply(ZooContractTest.SAMPLE);
        for (Variants.Variant<S> variant : Variants.of(usual)) {
            try {
                train(recipe, variant.make(), ZooContractTest.source(recipe.intake().kind()));
            } catch (ConfigException refused) {
                if (!String.valueOf(refused.getMessage()).contains(variant.name())) {
                    faults.add(variant + ", which is not named: " + refused.getMessage());
                }
            } catch (RuntimeException other) {
                faults.add(variant + ": " + other);
            }
        }
        return faults;
    }

    private static <S extends Record, B, R> void train(
            Recipe<S, B> recipe, S settings, Source<R> source) {
        Gan<B> gan = recipe.make(settings, ZooContractTest.SAMPLE, new Randomness(5));
        DataFeed<R, B> feed =
                DataFeed.of(
                        source.set(),
                        4,
                        new Randomness(5),
                        raw -> source.batch(recipe.intake(), raw, Device.CPU));
        try (Run<B> run = new Run<>(gan, Plan.steps(1), feed, World.ALONE)) {
            new Trainer(List.of(), Rescue.NONE, () -> false).train(run);
        }
    }
}
