package dev.cardigan.adversarial;

import dev.cardigan.tensor.Scope;
import java.util.IdentityHashMap;
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
        V made = Scope.inOutermost(make, values::clear);
        values.put(batch, made);
        return made;
    }
}
