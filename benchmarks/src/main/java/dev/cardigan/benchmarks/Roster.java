package dev.cardigan.benchmarks;

import dev.cardigan.benchmarks.cardigan.CardiganLoop;
import dev.cardigan.benchmarks.ceiling.Ceiling;
import dev.cardigan.benchmarks.harness.Contestant;
import dev.cardigan.benchmarks.harness.Contestant.Yardstick;
import dev.cardigan.benchmarks.harness.NativeEnvironment;
import dev.cardigan.benchmarks.plain.PlainLoop;
import dev.cardigan.benchmarks.work.Flops;
import java.util.ArrayList;
import java.util.List;

/** Who is measured. A new contestant is one entry in {@link #training}. */
final class Roster {

    private static final Yardstick DCGAN_64 =
            new Yardstick(Flops.dcgan64Image(), "convolution fp32");
    private static final Yardstick DCGAN_64_BF16 =
            new Yardstick(Flops.dcgan64Image(), "convolution bf16");
    private static final Yardstick MLP_128 = new Yardstick(Flops.mlp128Step(), "product 128 fp32");

    private Roster() {}

    /** Everyone: first the machine, then the loops. */
    static List<Contestant> of(int cores) {
        List<Contestant> contestants = new ArrayList<>(peaks(cores));
        contestants.addAll(training(cores));
        return contestants;
    }

    /** Every training loop. Cardigan's own stand here beside the plain ones. */
    private static List<Contestant> training(int cores) {
        return List.of(
                Contestant.of(
                        "cardigan-dcgan64",
                        CardiganLoop.class,
                        List.of("dcgan64"),
                        NativeEnvironment.of(cores, 1),
                        DCGAN_64),
                Contestant.of(
                        "cardigan-dcgan64-bf16",
                        CardiganLoop.class,
                        List.of("dcgan64", "--precision", "BF16"),
                        NativeEnvironment.of(cores, 1),
                        DCGAN_64_BF16),
                Contestant.of(
                        "cardigan-mlp128",
                        CardiganLoop.class,
                        List.of("mlp128"),
                        NativeEnvironment.of(cores, 1),
                        MLP_128),
                Contestant.of(
                        "plain-dcgan64",
                        PlainLoop.class,
                        List.of("dcgan64"),
                        NativeEnvironment.of(cores, 1),
                        DCGAN_64),
                Contestant.of(
                        "plain-mlp128",
                        PlainLoop.class,
                        List.of("mlp128"),
                        NativeEnvironment.of(1, 1),
                        MLP_128),
                Contestant.of(
                        "plain-mlp128-untuned",
                        PlainLoop.class,
                        List.of("mlp128"),
                        NativeEnvironment.untouched(),
                        MLP_128));
    }

    /** The machine's own peaks; large products are the one place where OpenBLAS gets every core. */
    private static List<Contestant> peaks(int cores) {
        return List.of(
                Contestant.peak(
                        "ceiling-convolutions",
                        Ceiling.class,
                        List.of("convolutions"),
                        NativeEnvironment.of(cores, 1)),
                Contestant.peak(
                        "ceiling-narrow-products",
                        Ceiling.class,
                        List.of("narrow_products"),
                        NativeEnvironment.of(1, 1)),
                Contestant.peak(
                        "ceiling-large-products",
                        Ceiling.class,
                        List.of("large_products"),
                        NativeEnvironment.of(cores, cores)));
    }
}
