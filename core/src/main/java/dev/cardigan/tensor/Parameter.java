package dev.cardigan.tensor;

import dev.cardigan.error.ShapeException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that training changes. Kept beyond every scope; rests (no gradient) until a phase wakes
 * it.
 */
public final class Parameter implements Weight {

    private final Tensor own;
    private @Nullable Tensor standIn;

    public Parameter(Tensor value) {
        this.own = Scope.keep(value);
    }

    /** The tensor to compute with: its own, or the one that stands in for it. */
    @Override
    public Tensor value() {
        return standIn == null ? own : standIn;
    }

    /** Whether another tensor stands in for its own: what is computed now is not for real. */
    public boolean isReplaced() {
        return standIn != null;
    }

    @Override
    public Parameter parameter() {
        return this;
    }

    /**
     * Runs {@code body} with other tensors in place of those of the parameters, so that a network
     * computes with weights that are themselves part of a graph: an optimizer's step that has not
     * been taken, seen through to what it depends on.
     *
     * @param standIns one per parameter, each of its shape; they must outlive the body
     * @throws ShapeException if their number differs
     */
    public static <T> T standingIn(
            List<Parameter> parameters, List<Tensor> standIns, Supplier<T> body) {
        if (parameters.size() != standIns.size()) {
            throw new ShapeException(
                    "standingIn: expected "
                            + parameters.size()
                            + " tensors, one per parameter, found "
                            + standIns.size());
        }
        List<Tensor> before = parameters.stream().map(Parameter::value).toList();
        for (int i = 0; i < standIns.size(); i++) {
            parameters.get(i).standIn = standIns.get(i);
        }
        try {
            return body.get();
        } finally {
            for (int i = 0; i < before.size(); i++) {
                parameters.get(i).restore(before.get(i));
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // tensors have no equality but identity
    private void restore(Tensor before) {
        standIn = before == own ? null : before;
    }
}
