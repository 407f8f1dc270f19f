package dev.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.data.Batch;
import dev.cardigan.nn.None;
import dev.cardigan.tensor.NativeObjects;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunTest {

    private static Run<Batch<None>> run(long steps) {
        Threads.use(1);
        return new Run<>(Ring.gan(7, 128), Plan.steps(steps), new Ring.Points(256), World.ALONE);
    }

    @Test
    void leavesTheSameNumberOfNativeObjectsAfterEveryStep() throws InterruptedException {
        try (Run<Batch<None>> run = run(300)) {
            for (int i = 0; i < 20; i++) {
                run.advance();
            }
            long before = NativeObjects.settled();
            for (int i = 0; i < 200; i++) {
                run.advance();
                assertThat(Scope.liveNativeObjects()).isEqualTo(before);
            }
        }
    }

    @Test
    void trainingChangesEveryWeightAndTheLogHasItsTerms() {
        try (Run<Batch<None>> run = run(50)) {
            Map<String, float[]> before = copy(run);
            new Trainer(List.of(), Rescue.NONE, () -> false).train(run);
            assertThat(run.step()).isEqualTo(50);
            copy(run)
                    .forEach(
                            (name, values) ->
                                    assertThat(values).as(name).isNotEqualTo(before.get(name)));
            assertThat(run.log().drain())
                    .containsOnlyKeys(
                            "discriminator/adversarial",
                            "accuracy/real",
                            "accuracy/fake",
                            "generator/adversarial");
        }
    }

    private static Map<String, float[]> copy(Run<?> run) {
        Map<String, float[]> values = new LinkedHashMap<>();
        run.gan().weights().forEach((name, weight) -> values.put(name, weight.toFloats()));
        return values;
    }

    @Test
    void samplingUsesTheAverageAndPutsTheWeightsBack() {
        try (Run<Batch<None>> run = run(20)) {
            new Trainer(List.of(), Rescue.NONE, () -> false).train(run);
            String name = "generator.layers.0.weight";
            float[] trained = weight(run, name);
            float[] inside = run.sampling(() -> weight(run, name));
            assertThat(inside).isNotEqualTo(trained);
            assertThat(inside)
                    .isEqualTo(run.state().get("average").get("layers.0.weight").toFloats());
            assertThat(weight(run, name)).isEqualTo(trained);
        }
    }

    private static float[] weight(Run<?> run, String name) {
        Tensor found = run.gan().weights().get(name);
        assertThat(found).isNotNull();
        return found.toFloats();
    }
}
