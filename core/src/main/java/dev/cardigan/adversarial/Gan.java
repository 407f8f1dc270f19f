package dev.cardigan.adversarial;

import dev.cardigan.nn.Network;
import java.util.List;

/**
 * Networks that are trained against each other on batches of type {@code B}; the wrong kind of data
 * does not compile.
 */
public interface Gan<B> extends Network {

    /** The turns of one step, in order. */
    List<Phase<B>> phases();

    /** Told the number of every step, from 0, before its turns. */
    default void at(long step) {}
}
