package dev.cardigan.tensor;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** Loads libtorch in a process of its own and says from where. */
final class EngineStart {

    private EngineStart() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("left-alone")) {
            Loader.load(torch.class);
        } else {
            Engine.load(System.out::println);
            Engine.load(System.out::println);
        }
        System.out.println("sum " + Scope.tidy(() -> Tensor.ones(3).sum()).item());
        System.out.println("from " + Engine.loadedFrom("libtorch_cpu.so").orElseThrow());
    }
}
