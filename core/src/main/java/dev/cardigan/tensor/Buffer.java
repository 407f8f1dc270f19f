package dev.cardigan.tensor;

/**
 * A tensor that belongs to a network but is not trained, such as a running mean. Kept beyond every
 * scope.
 */
public record Buffer(Tensor value) {
    public Buffer {
        Scope.keep(value);
    }
}
