package dev.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.checkpoint.CheckpointStore;
import dev.cardigan.checkpoint.Retention;
import dev.cardigan.data.Batch;
import dev.cardigan.error.DivergedException;
import dev.cardigan.nn.None;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import dev.cardigan.training.doctor.Treatable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back through checkpoints. */
class SaverTest {

    private static final long STEPS = 8;
    private static final int EVERY = 2;

    @TempDir private Path folder;

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    private static Run<Batch<None>> run() {
        Gan<Batch<None>> gan =
                Treatable.of(Ring.gan(7, 8), new Randomness(7).stream("doctor/noise"));
        return new Run<>(gan, Plan.steps(STEPS), new Ring.Points(16), World.ALONE);
    }

    private Saver saver() {
        return new Saver(CheckpointStore.in(folder), Retention.keep(9), EVERY, step -> {});
    }

    /** Weights cannot tell: an update divided by infinity is none. */
    private static void makeMomentInfinite(Run<?> run) {
        Scope.run(
                () -> {
                    Map<String, Tensor> state = run.state().get("optimizers");
                    state.entrySet().stream()
                            .filter(entry -> entry.getKey().endsWith(".square"))
                            .findFirst()
                            .orElseThrow()
                            .getValue()
                            .fill(Double.POSITIVE_INFINITY);
                });
    }

    @Test
    void whatAnOptimizerRemembersSendsTheRunBackWhereItIsInfinite() {
        List<String> reasons = new ArrayList<>();
        boolean[] spoiled = new boolean[1];
        try (Run<Batch<None>> run = run()) {
            Saver saver = saver();
            Hook spoil =
                    each -> {
                        if (each.step() == 5 && !spoiled[0]) {
                            spoiled[0] = true;
                            makeMomentInfinite(each);
                        }
                    };
            Rescue rescue =
                    (each, reason) -> {
                        reasons.add(reason);
                        saver.goBack(each, reason);
                        assertThat(each.step()).isEqualTo(4);
                    };
            new Trainer(List.of(spoil, saver), rescue, () -> false).train(run);
            assertThat(run.step()).isEqualTo(STEPS);
        }
        assertThat(reasons)
                .singleElement()
                .asString()
                .startsWith("step 6, checkpoint: optimizers 'discriminator:discriminator.layers.0")
                .endsWith(".square' is not finite (NaN or infinity)");
    }

    @Test
    void theLastSaveOfSuchAStateSaysWhyItIsNone() {
        try (Run<Batch<None>> run = run()) {
            Saver saver = saver();
            saver.save(run);
            run.advance();
            makeMomentInfinite(run);
            assertThatThrownBy(() -> saver.save(run))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageEndingWith("such a state is not saved, the last checkpoint stays");
        }
        assertThat(folder.resolve("step-00000000")).isDirectory();
        assertThat(folder.resolve("step-00000001")).doesNotExist();
    }

    @Test
    void aTreatmentSurvivesEveryWayBackAndIsSavedAtOnce() {
        try (Run<Batch<None>> run = run()) {
            Saver saver = saver();
            saver.save(run);
            run.advance();
            run.treatment().slow("generator", 0.5);
            saver.goBack(run, "a test");
            assertThat(run.treatment().rate("generator")).isEqualTo(0.5);
            run.advance();
            run.treatment().slow("generator", 0.5);
            assertThat(saver.goBackTo(run, 0)).hasValue(0);
            assertThat(run.treatment().rate("generator")).isEqualTo(0.25);
            saver.after(run);
        }
        try (Run<Batch<None>> resumed = run()) {
            assertThat(saver().resume(resumed)).isPresent();
            assertThat(resumed.treatment().rate("generator")).isEqualTo(0.25);
        }
    }

    @Test
    void aDamagedCheckpointStaysForRescueWhenTheRunIsResumed() throws Exception {
        try (Run<Batch<None>> run = run()) {
            Saver saver = saver();
            saver.save(run);
            run.advance();
            saver.save(run);
        }
        Path damaged = folder.resolve("step-00000001/state.json");
        Files.writeString(damaged, "{}");
        try (Run<Batch<None>> resumed = run()) {
            assertThat(saver().resume(resumed).orElseThrow().step()).isZero();
        }
        assertThat(damaged).hasContent("{}");
    }
}
