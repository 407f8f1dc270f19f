package dev.cardigan.adversarial;

import java.util.function.Function;

/**
 * A phase that is judged by the opponent as it will be after some updates of its own.
 *
 * @param opponent name of the phase whose updates are looked ahead
 * @param how how many and in what way
 * @param loss the opponent's loss on a batch, differentiable with respect to the one who looks
 */
public record LookAhead<B>(String opponent, Unrolling how, Function<B, Loss> loss) {}
