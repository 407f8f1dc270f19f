package dev.cardigan.tensor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;

/**
 * Many tensors that one fused kernel of libtorch handles in one call. The kernels are reached
 * through the dispatcher, because the preset binds no function with a leading underscore.
 */
public final class TensorList {

    private static final Map<String, OperatorHandle> OPERATORS = new ConcurrentHashMap<>();

    private final GenericList list;
    private final IValue value;
    private final Device device;

    private TensorList(List<Tensor> tensors) {
        device = tensors.isEmpty() ? Device.CPU : tensors.get(0).device();
        list = new GenericList(new Type.TypePtr(TensorType.get()));
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor.handle()));
        }
        value = new IValue(list);
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

    /** Whether every element of every tensor is finite: one pass over memory for all of them. */
    public boolean allFinite() {
        return Scope.tidy(
                () -> {
                    Tensor found = Tensor.zeros(1).to(device);
                    call(
                            "aten::_amp_foreach_non_finite_check_and_unscale_",
                            "",
                            value,
                            new IValue(found.handle()),
                            new IValue(Tensor.ones(1).to(device).handle()));
                    return found.item() == 0;
                });
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

    /** Multiplies every tensor by a scalar tensor, in place. */
    public void scale(Tensor factor) {
        Scope.run(() -> call("aten::_foreach_mul_", "Tensor", value, new IValue(factor.handle())));
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
                                new TensorList(List.of()).value,
                                steps.value,
                                new IValue(learningRate),
                                new IValue(beta1),
                                new IValue(beta2),
                                new IValue(weightDecay),
                                new IValue(epsilon),
                                new IValue(false),
                                new IValue(false),
                                new IValue(),
                                new IValue()));
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
                                new IValue(false),
                                new IValue(first),
                                new IValue(),
                                new IValue()));
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
