package dev.cardigan.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * Where tensors are born and freed. The training step, sampling and metrics open scopes; whoever
 * writes networks, losses or zoo files never has to.
 *
 * <p>A scope belongs to the thread that opened it. Everything made inside dies with it, except what
 * {@link #keep} holds, what the body returns, and what {@link #inOutermost} made.
 */
public final class Scope {

    private static final ThreadLocal<Deque<Frame>> FRAMES =
            ThreadLocal.withInitial(ArrayDeque::new);

    /** One open scope, the same as no other. */
    static final class Frame {
        private final PointerScope pointers = new PointerScope();
        private final List<Runnable> onClose = new ArrayList<>();
    }

    private Scope() {}

    /**
     * Runs {@code body}, then frees every tensor it made except those reachable from its result.
     */
    public static <T extends @Nullable Object> T tidy(Supplier<T> body) {
        Frame outer = innermost();
        return within(body, tensor -> handOver(tensor, outer));
    }

    /**
     * Runs {@code body}, then frees every tensor it made except those reachable from its result,
     * which outlive every scope until {@link #release}: like {@link #keep} of what {@link #tidy}
     * returns, and held once whether or not a scope is open around it.
     */
    public static <T> T kept(Supplier<T> body) {
        return within(body, tensor -> tensor.handle().retainReference());
    }

    private static <T extends @Nullable Object> T within(
            Supplier<T> body, Consumer<Tensor> survivor) {
        Deque<Frame> frames = FRAMES.get();
        Frame inner = new Frame();
        frames.push(inner);
        try {
            T result = body.get();
            Tree.tensors(result).forEach(survivor);
            return result;
        } finally {
            frames.pop();
            inner.onClose.forEach(Runnable::run);
            OperationTimes.freeing(inner.pointers::close);
        }
    }

    /** Runs {@code body}, then frees every tensor it made. */
    public static void run(Runnable body) {
        tidy(
                () -> {
                    body.run();
                    return List.of();
                });
    }

    /**
     * Makes a value that lives until the outermost scope of this thread closes (the whole training
     * step), and runs {@code onClose} then. Without an open scope the value is the garbage
     * collector's.
     */
    public static <T> T inOutermost(Supplier<T> body, Runnable onClose) {
        Frame outermost = FRAMES.get().peekLast();
        T value = tidy(body);
        if (outermost != null) {
            Tree.tensors(value).forEach(tensor -> outermost.pointers.attach(tensor.handle()));
            outermost.onClose.add(onClose);
        }
        return value;
    }

    /** Lets {@code value} outlive every scope: weights, buffers, optimizer state, histories. */
    public static <T> T keep(T value) {
        Tree.tensors(value).forEach(tensor -> tensor.handle().retainReference());
        return value;
    }

    /** Frees a kept value. */
    public static void release(Object value) {
        Tree.tensors(value).forEach(tensor -> tensor.handle().releaseReference());
    }

    /**
     * Frees a tensor that the innermost scope would free at its end, as nobody asks for it any
     * more: what lies between the layers of a network. A graph keeps what its backward pass needs.
     * What belongs elsewhere is left alone: weights, what a scope around has made.
     */
    public static void free(Tensor tensor) {
        Frame innermost = innermost();
        if (innermost != null && tensor.scope() == innermost) {
            OperationTimes.freeing(() -> innermost.pointers.detach(tensor.handle()));
            tensor.belongTo(null);
        }
    }

    /** What frees a tensor that is made now, if anything does. */
    static @Nullable Frame innermost() {
        return FRAMES.get().peek();
    }

    private static void handOver(Tensor tensor, @Nullable Frame outer) {
        if (outer == null) {
            tensor.handle().retainReference();
        } else {
            outer.pointers.attach(tensor.handle());
        }
        tensor.belongTo(outer);
    }

    /**
     * Number of native objects alive in this process; equal at the end of every step when nothing
     * leaks.
     */
    public static long liveNativeObjects() {
        return Pointer.totalCount();
    }
}
