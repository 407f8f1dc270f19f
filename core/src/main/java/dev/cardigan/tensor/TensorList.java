package dev.cardigan.tensor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.TensorVector;

/**
 * Many tensors that one fused kernel of libtorch handles in one call. The kernels are reached
 * through the dispatcher, because the preset binds no function with a leading underscore.
 */
public final class TensorList {

    private static final Map<String, OperatorHandle> OPERATORS = new ConcurrentHashMap<>();

    private static final IValue FALSE = constant(new IValue(false));
    private static final IValue NONE = constant(new IValue());
    private static final TensorList EMPTY = kept(List.of());

    private final org.bytedeco.pytorch.TensorList list;
    private final IValue value;

    private TensorList(List<Tensor> tensors) {
        org.bytedeco.pytorch.Tensor[] handles =
                tensors.stream().map(Tensor::handle).toArray(org.bytedeco.pytorch.Tensor[]::new);
        list = new org.bytedeco.pytorch.TensorList(new TensorVector(handles));
        // The preset binds no IValue of a list of tensors; both lists are one pointer to the same
        // implementation.
        value = new IValue(new GenericList(list));
    }

    private static IValue constant(IValue value) {
        value.retainReference();
        return value;
    }

    /** A list that dies with the current scope. */
    public static TensorList of(List<Tensor> tensors) {
        return new TensorList(tensors);
    }

    /** A list that outlives every scope. */
    public static TensorList kept(List<Tensor> tensors) {
        return Scope.tidy(
                () -> {
                    TensorList kept = new TensorList(tensors);
                    kept.list.retainReference();
                    kept.value.retainReference();
                    return kept;
                });
    }

    /** Frees a kept list. */
    public void release() {
        value.releaseReference();
        list.releaseReference();
    }

    /**
     * Looks whether every element of every tensor is finite: one pass over memory for all of them.
     *
     * @param found F32 [1], becomes 1 where something is not
     * @param one F32 [1] of 1
     */
    void check(IValue found, IValue one) {
        Scope.run(
                () ->
                        call(
                                "aten::_amp_foreach_non_finite_check_and_unscale_",
                                "",
                                value,
                                found,
                                one));
    }

    /** Moves every tensor the given share of the way to its counterpart, in place. */
    public void approach(TensorList target, double share) {
        Scope.run(
                () ->
                        call(
                                "aten::_foreach_lerp_",
                                "Scalar",
                                value,
                                target.value,
                                new IValue(share)));
    }

    /**
     * One step of Adam (or AdamW) on these parameters.
     *
     * @param steps the number of this step, once per parameter, F32 scalars
     */
    public void adam(
            boolean decoupled,
            TensorList gradients,
            TensorList means,
            TensorList squares,
            TensorList steps,
            double learningRate,
            double beta1,
            double beta2,
            double weightDecay,
            double epsilon) {
        Scope.run(
                () ->
                        call(
                                decoupled ? "aten::_fused_adamw_" : "aten::_fused_adam_",
                                "",
                                value,
                                gradients.value,
                                means.value,
                                squares.value,
                                EMPTY.value,
                                steps.value,
                                new IValue(learningRate),
                                new IValue(beta1),
                                new IValue(beta2),
                                new IValue(weightDecay),
                                new IValue(epsilon),
                                FALSE,
                                FALSE,
                                NONE,
                                NONE));
    }

    /** One step of stochastic gradient descent with momentum buffers on these parameters. */
    public void momentumDescent(
            TensorList gradients,
            TensorList velocities,
            double weightDecay,
            double momentum,
            double learningRate,
            boolean nesterov,
            boolean first) {
        Scope.run(
                () ->
                        call(
                                "aten::_fused_sgd_",
                                "",
                                value,
                                gradients.value,
                                velocities.value,
                                new IValue(weightDecay),
                                new IValue(momentum),
                                new IValue(learningRate),
                                new IValue(0.0),
                                new IValue(nesterov),
                                FALSE,
                                new IValue(first),
                                NONE,
                                NONE));
    }

    private static void call(String name, String overload, IValue... arguments) {
        Native.call(
                name,
                () -> {
                    IValueVector stack = new IValueVector(arguments);
                    operator(name, overload).callBoxed(stack);
                    return stack;
                });
    }

    private static OperatorHandle operator(String name, String overload) {
        return OPERATORS.computeIfAbsent(
                name,
                unused -> {
                    OperatorHandle found = Dispatcher.singleton().findSchemaOrThrow(name, overload);
                    found.retainReference();
                    return found;
                });
    }
}
