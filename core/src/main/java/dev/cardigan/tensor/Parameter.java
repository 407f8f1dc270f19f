package dev.cardigan.tensor;

/**
 * A tensor that training changes. Kept beyond every scope; rests (no gradient) until a phase wakes
 * it.
 */
public record Parameter(Tensor value) implements Weight {
    public Parameter {
        Scope.keep(value);
    }

    @Override
    public Parameter parameter() {
        return this;
    }
}
