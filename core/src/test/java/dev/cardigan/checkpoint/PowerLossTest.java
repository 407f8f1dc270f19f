package dev.cardigan.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ten thousand power failures, and never a run without its newest checkpoint. */
final class PowerLossTest {

    private static final int SCHEDULES = 10_000;
    private static final Path DIRECTORY = Path.of("/checkpoints");

    private static final List<Checkpoint.Content> CONTENTS =
            LongStream.range(0, 20).mapToObj(SampleContent::of).toList();

    /** A save that has returned, or one that was under way. */
    private record Saved(long step, Checkpoint.Content content) {}

    @Test
    void newestCheckpointSurvivesEverySchedule() {
        int halfWritten = 0;
        int finished = 0;
        for (int seed = 0; seed < SCHEDULES; seed++) {
            Run run = new Run(seed);
            run.saveUntilPowerFails(50);
            run.restartAndCheck();
            run.saveUntilPowerFails(75);
            run.restartAndCheck();
            halfWritten += run.lostInFlight;
            finished += run.finished;
        }
        // The schedules must really hit saves, before and after the point of no return.
        assertThat(halfWritten).isGreaterThan(SCHEDULES / 4);
        assertThat(finished).isGreaterThan(SCHEDULES);
    }

    private static final class Run {
        private final int seed;
        private final Random random;
        private final PowerLossFileOps disk = new PowerLossFileOps();
        private @Nullable Saved durable;
        private @Nullable Saved inFlight;
        private int lostInFlight;
        private int finished;

        private Run(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        private void saveUntilPowerFails(int withinSteps) {
            CheckpointStore store = CheckpointStore.in(DIRECTORY, disk);
            Retention retention =
                    Retention.keep(2)
                            .withBest("/metrics/frechet", Retention.Direction.LOWER_IS_BETTER);
            disk.failPowerBefore(1 + random.nextInt(withinSteps));
            try {
                while (true) {
                    // Now and then the same step again, with other content.
                    long step = (durable == null ? 0 : durable.step()) + random.nextInt(3);
                    Saved next = new Saved(step, CONTENTS.get(random.nextInt(CONTENTS.size())));
                    inFlight = next;
                    store.save(step, next.content(), retention);
                    durable = next;
                    inFlight = null;
                    finished++;
                }
            } catch (PowerLoss expected) {
                disk.restart(random);
            }
        }

        private void restartAndCheck() {
            List<String> warnings = new ArrayList<>();
            Optional<Checkpoint> found =
                    CheckpointStore.in(DIRECTORY, disk).newestValid(warnings::add);
            assertThat(warnings).as("schedule %d", seed).isEmpty();
            if (found.isEmpty()) {
                assertThat(durable).as("schedule %d lost its checkpoint", seed).isNull();
                return;
            }
            boolean isDurable = isSame(found.get(), durable);
            assertThat(isDurable || isSame(found.get(), inFlight))
                    .as("schedule %d: found step %d", seed, found.get().step())
                    .isTrue();
            if (isDurable) {
                lostInFlight++;
            }
            durable = new Saved(found.get().step(), found.get().content());
            inFlight = null;
        }

        private static boolean isSame(Checkpoint found, @Nullable Saved saved) {
            return saved != null
                    && found.step() == saved.step()
                    && SampleContent.isSame(found.content(), saved.content());
        }
    }
}
