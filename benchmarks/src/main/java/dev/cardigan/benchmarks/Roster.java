package dev.cardigan.benchmarks;

import dev.cardigan.benchmarks.cardigan.CardiganForward;
import dev.cardigan.benchmarks.cardigan.CardiganLoop;
import dev.cardigan.benchmarks.cardigan.ModulatedPass;
import dev.cardigan.benchmarks.ceiling.Ceiling;
import dev.cardigan.benchmarks.harness.Contestant;
import dev.cardigan.benchmarks.harness.Contestant.Yardstick;
import dev.cardigan.benchmarks.harness.NativeEnvironment;
import dev.cardigan.benchmarks.plain.PlainLoop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who is measured. A new contestant is one entry in {@link #training}. */
final class Roster {

    private Roster() {}

    /**
     * Everyone: first the machine, then the loops, last the peers.
     *
     * @param peers the folder of the peers' Maven modules
     */
    static List<Contestant> of(int cores, Path peers) {
        List<Contestant> contestants = new ArrayList<>(peaks(cores));
        contestants.addAll(training(cores));
        contestants.addAll(Peers.of(peers, cores));
        return contestants;
    }

    /** Every training loop. Cardigan's own stand here beside the plain ones. */
    private static List<Contestant> training(int cores) {
        NativeEnvironment all = NativeEnvironment.of(cores, 1);
        NativeEnvironment one = NativeEnvironment.of(1, 1);
        return List.of(
                trained("dcgan64", List.of("dcgan64"), all, Yardsticks.dcgan64()),
                trained(
                        "dcgan64-bf16",
                        List.of("dcgan64", "--precision", "BF16"),
                        all,
                        Yardsticks.dcgan64InBf16()),
                trained("wgangp64", List.of("wgangp64"), all, Yardsticks.wganGp64()),
                trained("stylegan264", List.of("stylegan264"), all, Yardsticks.styleGan2At64()),
                trained(
                        "stylegan264-bf16",
                        List.of("stylegan264", "--precision", "BF16"),
                        all,
                        Yardsticks.styleGan2At64InBf16()),
                trained("cyclegan128", List.of("cyclegan128"), all, Yardsticks.cycleGan128()),
                trained("mlp128", List.of("mlp128"), all, Yardsticks.mlp128()),
                trained("table", List.of("table"), all, Yardsticks.table()),
                passed("resnet256", cores, Yardsticks.resnet256()),
                passed("stylegan2256", cores, Yardsticks.styleGan2At256()),
                modulated("kernels", false, cores),
                modulated("pictures", false, cores),
                modulated("kernels", true, cores),
                modulated("pictures", true, cores),
                plain("dcgan64", "dcgan64", all, Yardsticks.dcgan64()),
                plain("mlp128", "mlp128", one, Yardsticks.mlp128()),
                plain(
                        "mlp128-untuned",
                        "mlp128",
                        NativeEnvironment.untouched(),
                        Yardsticks.mlp128()),
                plain("table", "table", one, Yardsticks.table()));
    }

    private static Contestant trained(
            String name, List<String> arguments, NativeEnvironment environment, Yardstick cost) {
        return Contestant.of("cardigan-" + name, CardiganLoop.class, arguments, environment, cost);
    }

    private static Contestant passed(String generator, int cores, Yardstick cost) {
        return Contestant.of(
                "cardigan-" + generator + "-forward",
                CardiganForward.class,
                List.of(generator, "--threads", Integer.toString(cores)),
                NativeEnvironment.of(cores, 1),
                cost);
    }

    private static Contestant modulated(String form, boolean training, int cores) {
        List<String> arguments =
                new ArrayList<>(List.of(form, "--threads", Integer.toString(cores)));
        if (training) {
            arguments.add("--training");
        }
        return Contestant.of(
                "cardigan-modulated-" + form + (training ? "-training" : ""),
                ModulatedPass.class,
                arguments,
                NativeEnvironment.of(cores, 1),
                Yardsticks.modulated(training));
    }

    private static Contestant plain(
            String name, String subject, NativeEnvironment environment, Yardstick cost) {
        return Contestant.of("plain-" + name, PlainLoop.class, List.of(subject), environment, cost);
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
