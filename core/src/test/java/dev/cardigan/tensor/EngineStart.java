package dev.cardigan.tensor;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** Loads libtorch in a process of its own and says from where. */
final class EngineStart {

    /** Ways to reach libtorch first. */
    enum First {
        LOAD,
        LEFT_ALONE,
        TENSOR,
        STREAM,
        THREADS,
        DEVICE,
        GRADIENT,
        FOOTPRINT,
        PRECISION
    }

    private EngineStart() {}

    private static Object reached(First first) {
        return switch (first) {
            case LOAD -> twice();
            case LEFT_ALONE -> Loader.load(torch.class);
            case TENSOR -> Tensor.ones(1);
            case STREAM -> RandomStream.seeded(1);
            case THREADS -> Threads.inUse();
            case DEVICE -> Device.CPU.orFail();
            case GRADIENT -> Gradient.untracked(() -> "untracked");
            case FOOTPRINT -> Footprint.residentBytes();
            case PRECISION -> Precision.FP32.during(Device.CPU, () -> "in full");
        };
    }

    private static String twice() {
        Engine.load(System.out::println);
        Engine.load(System.out::println);
        return "once";
    }

    public static void main(String[] arguments) {
        // In the log of the test only: what counts is what follows.
        System.err.println(reached(First.valueOf(arguments[0])));
        System.out.println("sum " + Scope.tidy(() -> Tensor.ones(3).sum()).item());
        System.out.println("from " + Engine.loadedFrom("libtorch_cpu.so").orElseThrow());
    }
}
