package dev.cardigan.nn;

import dev.cardigan.error.ConfigException;
import java.util.List;

/** A network whose layers follow one another, so that one can say which are the first. */
public interface Layered {

    /** Its layers that have parameters, in the order of a pass; together they have all of them. */
    List<Network> inOrder();

    /**
     * The layers of a network.
     *
     * @throws ConfigException if they have no order
     */
    static List<Network> of(Network network) {
        if (network instanceof Layered layered) {
            return layered.inOrder();
        }
        throw new ConfigException(
                "freeze: expected a network with layers in order (nn.Layered), found "
                        + network.getClass().getSimpleName());
    }
}
