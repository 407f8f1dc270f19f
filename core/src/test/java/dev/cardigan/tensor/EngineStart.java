package dev.cardigan.tensor;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** Loads libtorch in a process of its own and says from where. */
final class EngineStart {

    /** Ways to reach libtorch first. */
    enum First {
        LOAD(EngineStart::twice),
        LEFT_ALONE(() -> Loader.load(torch.class)),
        TENSOR(() -> Tensor.ones(1)),
        STREAM(() -> RandomStream.seeded(1)),
        THREADS(Threads::inUse),
        DEVICE(Device.CPU::orFail),
        GRADIENT(() -> Gradient.untracked(() -> "untracked")),
        FOOTPRINT(Footprint::residentBytes),
        PRECISION(() -> Precision.FP32.during(Device.CPU, () -> "in full"));

        private final Supplier<Object> way;

        First(Supplier<Object> way) {
            this.way = way;
        }
    }

    private EngineStart() {}

    private static Object twice() {
        Engine.load(System.out::println);
        Engine.load(System.out::println);
        return List.of();
    }

    public static void main(String[] arguments) {
        Objects.requireNonNull(First.valueOf(arguments[0]).way.get());
        System.out.println("sum " + Scope.tidy(() -> Tensor.ones(3).sum()).item());
        System.out.println("from " + Engine.loadedFrom("libtorch_cpu.so").orElseThrow());
    }
}
