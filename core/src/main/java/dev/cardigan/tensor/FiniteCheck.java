package dev.cardigan.tensor;

import org.bytedeco.pytorch.IValue;

/**
 * Looks for NaN and infinity in many tensors at once, and again at every step. Not for several
 * threads at a time.
 */
public final class FiniteCheck implements AutoCloseable {

    /** What the kernel is told: where to say what it found, and a factor to leave values alone. */
    private record Told(Tensor found, Tensor one) {}

    private final Told told;
    private final IValue found;
    private final IValue one;

    private FiniteCheck(Told told) {
        this.told = told;
        this.found = new IValue(told.found().handle());
        this.one = new IValue(told.one().handle());
        found.retainReference();
        one.retainReference();
    }

    public static FiniteCheck on(Device device) {
        Told told =
                Scope.kept(() -> new Told(Tensor.zeros(1).to(device), Tensor.ones(1).to(device)));
        return new FiniteCheck(told);
    }

    /** Whether every element of every tensor is finite. */
    public boolean passes(TensorList tensors) {
        tensors.check(found, one);
        if (told.found().item() == 0) {
            return true;
        }
        told.found().fill(0);
        return false;
    }

    @Override
    public void close() {
        found.releaseReference();
        one.releaseReference();
        Scope.release(told);
    }
}
