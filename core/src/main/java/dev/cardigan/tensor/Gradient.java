package dev.cardigan.tensor;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives, which may themselves be differentiated, and the switch that turns their recording
 * off.
 */
public final class Gradient {

    private static final ThreadLocal<Boolean> TWICE = ThreadLocal.withInitial(() -> false);

    static {
        Engine.load();
    }

    private Gradient() {}

    /**
     * The gradient of {@code sum(output)} with respect to {@code input}, of input's shape, itself
     * differentiable: gradient penalties and R1 are made of it.
     */
    public static Tensor of(Tensor output, Tensor input) {
        return of(output, List.of(input), true).get(0);
    }

    /**
     * The gradients of {@code sum(output)} with respect to each input; an input that output does
     * not depend on gets zeros.
     *
     * @param differentiable whether the gradients can be differentiated again
     */
    public static List<Tensor> of(Tensor output, List<Tensor> inputs, boolean differentiable) {
        return Native.call(
                "gradient",
                () ->
                        Scope.tidy(
                                () -> {
                                    TensorVector into = new TensorVector();
                                    inputs.forEach(input -> into.push_back(input.handle()));
                                    Tensor sum = output.dimensions() == 0 ? output : output.sum();
                                    TensorVector gradients =
                                            OperationTimes.backward(
                                                    sum, () -> all(sum, into, differentiable));
                                    return Tensor.listOf(gradients, inputs);
                                }),
                output);
    }

    private static TensorVector all(Tensor sum, TensorVector into, boolean differentiable) {
        return torch.grad(
                new TensorVector(sum.handle()),
                into,
                new TensorVector(),
                new BoolOptional(differentiable),
                differentiable,
                true);
    }

    /**
     * Runs {@code body} without recording anything for gradients (samples, metrics, updates of
     * weights).
     */
    public static <T extends @Nullable Object> T untracked(Supplier<T> body) {
        boolean before = GradMode.is_enabled();
        GradMode.set_enabled(false);
        try {
            return body.get();
        } finally {
            GradMode.set_enabled(before);
        }
    }

    /** {@link #untracked(Supplier)} for a body without result. */
    public static void untracked(Runnable body) {
        untracked(
                () -> {
                    body.run();
                    return List.of();
                });
    }

    /**
     * Runs {@code body}, whose gradient will be differentiated once more with respect to weights
     * (gradient penalties). Values and gradients are the same; activations made of straight pieces
     * ({@link Tensor#relu}, {@link Tensor#leakyRelu}) take their slope as the constant that it is.
     * Otherwise the engine sends the zeros that are their second derivative all the way back
     * through the body: two passes of work in six.
     */
    public static <T> T twice(Supplier<T> body) {
        boolean before = TWICE.get();
        TWICE.set(true);
        try {
            return body.get();
        } finally {
            TWICE.set(before);
        }
    }

    /** Whether {@link #twice} runs in this thread. */
    static boolean isTwice() {
        return TWICE.get();
    }

    /**
     * Runs {@code body} with these parameters asking for gradients; those that rested before rest
     * again after.
     */
    public static <T> T awake(List<Parameter> parameters, Supplier<T> body) {
        List<Tensor> resting =
                parameters.stream()
                        .map(Parameter::value)
                        .filter(value -> !value.requiresGradient())
                        .toList();
        resting.forEach(value -> value.requireGradient(true));
        try {
            return body.get();
        } finally {
            resting.forEach(value -> value.requireGradient(false));
        }
    }
}
