package dev.cardigan.adversarial;

import dev.cardigan.tensor.Scope;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A value made once per batch and used by several phases of the same training step, such as the one
 * generator pass that serves both players. Forgotten when the step's scope closes.
 */
public final class Shared<K, V> {

    private final IdentityHashMap<K, V> values = new IdentityHashMap<>();

    /** The value of this batch, made unless it is known. */
    public V of(K batch, Supplier<V> make) {
        V known = values.get(batch);
        if (known != null) {
            return known;
        }
        return renewed(batch, make);
    }

    /** Made anew, whether or not it is known. */
    V renewed(K batch, Supplier<V> make) {
        V made = Scope.inOutermost(make, values::clear);
        values.put(batch, made);
        return made;
    }

    /** The value that an earlier part of the step has made of this batch. */
    V known(K batch) {
        return Objects.requireNonNull(values.get(batch), "nothing was made of this batch");
    }
}
