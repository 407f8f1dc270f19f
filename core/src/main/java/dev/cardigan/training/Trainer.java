package dev.cardigan.training;

import dev.cardigan.error.DivergedException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Lets the sides of a GAN take turns until the plan is done. If you read one file, read this one
 * and {@link Turn}.
 */
public final class Trainer {

    private static final System.Logger LOG = System.getLogger(Trainer.class.getName());

    /** So many returns to the same state are tried before training counts as diverged. */
    private static final int RETURNS = 3;

    private final List<Hook> hooks;
    private final Rescue rescue;
    private final BooleanSupplier stop;

    /**
     * @param hooks run in this order after every step
     * @param rescue the way back when something is not finite
     * @param stop asked before every step
     */
    public Trainer(List<Hook> hooks, Rescue rescue, BooleanSupplier stop) {
        this.hooks = List.copyOf(hooks);
        this.rescue = rescue;
        this.stop = stop;
    }

    /**
     * Trains to the end of the plan or until told to stop.
     *
     * @throws DivergedException if NaN or infinity keeps coming back
     */
    public void train(Run<?> run) {
        long furthest = run.step();
        int returns = 0;
        hooks.forEach(hook -> hook.after(run));
        while (run.step() < run.plan().steps() && !stop.getAsBoolean()) {
            run.clock().begin();
            try {
                run.advance();
                run.clock().advanced();
                hooks.forEach(hook -> hook.after(run));
                run.clock().end();
            } catch (NotFinite found) {
                returns = run.step() > furthest ? 1 : returns + 1;
                furthest = Math.max(furthest, run.step());
                goBack(run, found.reason(), returns);
            }
        }
    }

    private void goBack(Run<?> run, String reason, int returns) {
        if (returns > RETURNS) {
            throw new DivergedException(
                    reason
                            + "; going back and trying another order of the data failed "
                            + RETURNS
                            + " times. Lower the learning rate, clip gradients, or look at the data.");
        }
        LOG.log(
                Level.WARNING,
                "{0}; going back to the last good state ({1} of {2})",
                reason,
                returns,
                RETURNS);
        rescue.goBack(run, reason);
        for (int i = 0; i < returns; i++) {
            run.feed().detour();
        }
    }
}
