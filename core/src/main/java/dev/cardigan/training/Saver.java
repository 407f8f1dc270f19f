package dev.cardigan.training;

import dev.cardigan.checkpoint.Checkpoint;
import dev.cardigan.checkpoint.CheckpointStore;
import dev.cardigan.checkpoint.Retention;
import dev.cardigan.checkpoint.StepFolder;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.DivergedException;
import dev.cardigan.error.StorageException;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * Saves a run every so many steps and at its end, and brings it back from there. A save that fails
 * for lack of space is tried again at the next turn; training goes on, the old checkpoints stay.
 */
public final class Saver implements Hook, Rescue {

    private static final System.Logger LOG = System.getLogger(Saver.class.getName());
    private static final int FAILURES = 3;
    private static final long NONE = -1;

    private final CheckpointStore store;
    private final Retention retention;
    private final long every;
    private final LongConsumer onSaved;
    private long lastSaved = NONE;

    /** The step gone back to, whose checkpoint lacks what was changed on the way. */
    private long changed = NONE;

    private int failures;

    /**
     * @param every steps between saves
     * @param onSaved told each step that was saved
     */
    public Saver(CheckpointStore store, Retention retention, long every, LongConsumer onSaved) {
        this.store = store;
        this.retention = retention;
        this.every = every;
        this.onSaved = onSaved;
    }

    /** Refuses to start where three checkpoints would not fit. */
    public void requireSpace(Run<?> run) {
        store.requireSpace(content(run), 3);
    }

    /**
     * Brings {@code run} to the newest sound checkpoint.
     *
     * @return that checkpoint, or empty where there is none
     */
    public Optional<Checkpoint> resume(Run<?> run) {
        Optional<Checkpoint> newest = store.newestValid(warning -> LOG.log(Level.WARNING, warning));
        newest.ifPresent(
                checkpoint -> {
                    Snapshot.restore(run, checkpoint);
                    lastSaved = checkpoint.step();
                });
        return newest;
    }

    @Override
    public void after(Run<?> run) {
        if ((run.step() % every == 0 || run.step() == changed) && isDue(run)) {
            save(run, Snapshot.of(run)); // what is not finite is the trainer's to mend
        }
    }

    /**
     * Saves now, unless this step already is.
     *
     * @throws DivergedException if something in it is not finite: such a state is never saved
     */
    public void save(Run<?> run) {
        if (isDue(run)) {
            save(run, content(run));
        }
    }

    private static Checkpoint.Content content(Run<?> run) {
        try {
            return Snapshot.of(run);
        } catch (NotFinite found) {
            throw new DivergedException(
                    found.reason() + "; such a state is not saved, the last checkpoint stays");
        }
    }

    private boolean isDue(Run<?> run) {
        return run.step() != lastSaved || run.step() == changed;
    }

    private void save(Run<?> run, Checkpoint.Content content) {
        try {
            store.save(run.step(), content, retention);
            failures = 0;
            lastSaved = run.step();
            changed = NONE;
            onSaved.accept(run.step());
        } catch (StorageException e) {
            failures++;
            if (failures >= FAILURES || lastSaved < 0) {
                throw e;
            }
            LOG.log(Level.WARNING, "{0}; training goes on and tries again", e.getMessage());
        }
    }

    @Override
    public void goBack(Run<?> run, String reason) {
        Checkpoint checkpoint =
                store.newestValid(warning -> LOG.log(Level.WARNING, warning))
                        .orElseThrow(
                                () ->
                                        new DivergedException(
                                                reason + "; no checkpoint was saved before it"));
        restore(run, checkpoint);
        lastSaved = checkpoint.step();
    }

    /** The state of a checkpoint under the treatment of now: else it would fail as before. */
    private static void restore(Run<?> run, Checkpoint checkpoint) {
        Map<String, Double> doses = run.treatment().doses();
        Snapshot.restore(run, checkpoint);
        doses.forEach(run.treatment()::give);
    }

    /**
     * Brings {@code run} to the newest sound checkpoint that is no later than a step, and forgets
     * those after it.
     *
     * @return its step, or empty where there is none: then nothing has changed
     */
    public OptionalLong goBackTo(Run<?> run, long step) {
        List<Long> steps =
                store.list().stream()
                        .map(StepFolder::step)
                        .filter(each -> each <= step)
                        .sorted(Comparator.reverseOrder())
                        .toList();
        for (long each : steps) {
            try {
                restore(run, store.load(each));
                store.discardAfter(each);
                lastSaved = each;
                changed = each;
                return OptionalLong.of(each);
            } catch (CheckpointException damaged) {
                LOG.log(Level.WARNING, damaged.getMessage());
            }
        }
        return OptionalLong.empty();
    }

    /** The newest sound checkpoint of a store. */
    public static Checkpoint newest(CheckpointStore store) {
        return store.newestValid(warning -> LOG.log(Level.WARNING, warning))
                .orElseThrow(
                        () ->
                                new CheckpointException(
                                        "%s: this run has no checkpoint yet; begin it again with 'cardigan resume', or name another run"
                                                .formatted(store.run())));
    }
}
