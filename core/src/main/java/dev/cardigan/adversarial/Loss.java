package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named terms that add up to the scalar being minimised, and values that are only watched; the
 * names are the log lines.
 *
 * @param terms scalars of the sum
 * @param watched scalars that are logged and not minimised
 */
public record Loss(Map<String, Tensor> terms, Map<String, Tensor> watched) {

    public static Loss of(String name, Tensor value) {
        return new Loss(Map.of(name, value), Map.of());
    }

    /** This with one more term; a name used twice adds up. */
    public Loss plus(String name, Tensor value) {
        Map<String, Tensor> longer = new LinkedHashMap<>(terms);
        longer.merge(name, value, Tensor::add);
        return new Loss(longer, watched);
    }

    /** This with one more value to look at. */
    public Loss watching(String name, Tensor value) {
        Map<String, Tensor> longer = new LinkedHashMap<>(watched);
        longer.put(name, value.detach());
        return new Loss(terms, longer);
    }

    /** This and another as one; terms of the same name add up. */
    public Loss plus(Loss other) {
        Loss sum = this;
        for (Map.Entry<String, Tensor> term : other.terms.entrySet()) {
            sum = sum.plus(term.getKey(), term.getValue());
        }
        Map<String, Tensor> seen = new LinkedHashMap<>(watched);
        seen.putAll(other.watched);
        return new Loss(sum.terms, seen);
    }

    /** The same numbers without the graph that led to them. */
    public Loss detached() {
        Map<String, Tensor> values = new LinkedHashMap<>();
        terms.forEach((name, value) -> values.put(name, value.detach()));
        return new Loss(values, watched);
    }

    public Tensor total() {
        return terms.values().stream().reduce(Tensor::add).orElseThrow();
    }
}
