package dev.cardigan.nn;

import dev.cardigan.tensor.Tensor;

/**
 * The condition of a class-conditional network.
 *
 * @param classes one class index per sample, I64 [batch]
 */
public record Labels(Tensor classes) implements Condition<Labels> {

    @Override
    public Labels joined(Labels other) {
        return new Labels(classes.cat(0, other.classes));
    }
}
