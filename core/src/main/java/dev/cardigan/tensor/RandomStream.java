package dev.cardigan.tensor;

import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.EngineException;
import java.util.Map;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A named source of random numbers with a state of its own, saved in every checkpoint, so that
 * drawing from one stream never shifts another.
 *
 * <p>Numbers are always drawn on the CPU and then moved: the same seed gives the same latents on
 * every device.
 */
public final class RandomStream implements RandomSource, Stateful {

    static {
        Engine.load();
    }

    private final Generator generator;
    private final GeneratorOptional handle;

    private RandomStream(long seed) {
        // Kept beyond every scope: a stream lives as long as its run.
        this.generator = torch.make_generator_cpu(seed);
        this.handle = new GeneratorOptional(generator);
        generator.retainReference();
        handle.retainReference();
    }

    public static RandomStream seeded(long seed) {
        return new RandomStream(seed);
    }

    @Override
    public Tensor normal(long... shape) {
        return Native.call(
                "normal",
                () -> Tensor.wrap(Tensor.empty(DType.F32, shape).handle().normal_(0, 1, handle)));
    }

    @Override
    public Tensor uniform(double low, double high, long... shape) {
        return Native.call(
                "uniform",
                () ->
                        Tensor.wrap(
                                Tensor.empty(DType.F32, shape)
                                        .handle()
                                        .uniform_(low, high, handle)));
    }

    @Override
    public Tensor integers(long bound, long... shape) {
        return Native.call(
                "integers",
                () ->
                        Tensor.wrap(
                                Tensor.empty(DType.I64, shape)
                                        .handle()
                                        .random_(0, new LongOptional(bound), handle)));
    }

    /** A uniformly random order of 0 .. count-1, I64. */
    public Tensor permutation(long count) {
        return uniform(0, 1, count).argsort();
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("generator", copied());
    }

    private Tensor copied() {
        return Tensor.wrap(generator.get_state().clone());
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        Tensor saved = Stateful.take(state, "generator").to(Device.CPU);
        String expected = Scope.tidy(() -> copied().toString());
        String found = saved.toString();
        if (!found.equals(expected)) {
            throw new CheckpointException(damaged(expected, found));
        }
        try {
            Native.call(
                    "restore random stream",
                    () -> {
                        generator.set_state(saved.handle());
                        return saved;
                    });
        } catch (EngineException refusal) {
            throw new CheckpointException(
                    damaged("bytes that a generator gave", "others"), refusal);
        }
    }

    private static String damaged(String expected, String found) {
        return "random stream: the checkpoint is damaged: expected %s, found %s"
                .formatted(expected, found);
    }
}
