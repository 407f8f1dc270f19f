package dev.cardigan.training;

import dev.cardigan.error.DivergedException;

/** Where the last good state is. */
public interface Rescue {

    /** Without any saved state there is no way back. */
    Rescue NONE =
            (run, reason) -> {
                throw new DivergedException(reason + "; there is no saved state to go back to");
            };

    /** Brings {@code run} back to its last good state; {@code reason} says what was found. */
    void goBack(Run<?> run, String reason);
}
