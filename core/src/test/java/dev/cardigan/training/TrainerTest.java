package dev.cardigan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.data.Batch;
import dev.cardigan.error.DivergedException;
import dev.cardigan.nn.None;
import dev.cardigan.tensor.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private static final int STEPS = 10;

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    private static Run<Batch<None>> run(LongPredicate bad) {
        return new Run<>(Ring.gan(7, 8), Plan.steps(STEPS), SpoiledPoints.where(bad), World.ALONE);
    }

    @Test
    void goesBackOnceAndAroundABadBatch() {
        Memory memory = new Memory(4);
        try (Run<Batch<None>> run = run(position -> position == 6)) {
            new Trainer(List.of(memory), memory, () -> false).train(run);
            assertThat(run.step()).isEqualTo(STEPS);
            assertThat(memory.reasons())
                    .containsExactly(
                            "step 6, discriminator: input '0.real' is not finite (NaN or infinity)");
            // Four batches before, then six on another way through the data.
            assertThat(run.feed().position()).containsEntry("position", 1_000_010L);
            assertThat(run.seen()).isEqualTo(STEPS * 16);
            run.gan()
                    .weights()
                    .forEach(
                            (name, weight) -> assertThat(Guard.isFinite(weight)).as(name).isTrue());
        }
    }

    @Test
    void givesUpAfterThreeReturnsAndLeavesTheLastGoodWeights() {
        Memory memory = new Memory(4);
        try (Run<Batch<None>> run = run(position -> position >= 6)) {
            Trainer trainer = new Trainer(List.of(memory), memory, () -> false);
            assertThatThrownBy(() -> trainer.train(run))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("discriminator: input '0.real' is not finite")
                    .hasMessageContaining("failed 3 times");
            assertThat(memory.reasons()).hasSize(3);
            run.gan()
                    .weights()
                    .forEach(
                            (name, weight) ->
                                    assertThat(weight.toFloats())
                                            .as(name)
                                            .isEqualTo(memory.weights().get(name).toFloats()));
        }
    }

    /** Bad batches at different places are accidents, not one fault that keeps coming back. */
    @Test
    void countsReturnsAnewOnceItIsPastTheBadPlace() {
        Memory memory = new Memory(1);
        // Every way through the data is bad two batches later than the one before it.
        LongPredicate bad = position -> position % 1_000_000 == 2 * (position / 1_000_000) + 1;
        try (Run<Batch<None>> run = run(bad)) {
            new Trainer(List.of(memory), memory, () -> false).train(run);
            assertThat(run.step()).isEqualTo(STEPS);
            assertThat(memory.reasons()).hasSize(5);
        }
    }

    @Test
    void saysSoWhereThereIsNoWayBack() {
        try (Run<Batch<None>> run = run(position -> position == 1)) {
            assertThatThrownBy(() -> new Trainer(List.of(), Rescue.NONE, () -> false).train(run))
                    .isInstanceOf(DivergedException.class)
                    .hasMessage(
                            "step 1, discriminator: input '0.real' is not finite (NaN or infinity);"
                                    + " there is no saved state to go back to");
        }
    }

    @Test
    void runsHooksInOrderAfterEveryStepAndStopsWhenTold() {
        List<String> calls = new ArrayList<>();
        Hook first = hook -> calls.add("first " + hook.step());
        Hook second = hook -> calls.add("second " + hook.step());
        try (Run<Batch<None>> run = run(position -> false)) {
            new Trainer(List.of(first, second), Rescue.NONE, () -> run.step() == 2).train(run);
        }
        assertThat(calls)
                .containsExactly(
                        "first 0", "second 0", "first 1", "second 1", "first 2", "second 2");
    }
}
