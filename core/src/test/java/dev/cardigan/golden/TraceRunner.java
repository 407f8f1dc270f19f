package dev.cardigan.golden;

import dev.cardigan.adversarial.Prior;
import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.Labels;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Pack;
import dev.cardigan.nn.Sequential;
import dev.cardigan.tensor.Tensor;
import java.util.Set;

/** Whole training runs of two players, through {@code TwoPlayer}, {@code Run} and {@code Turn}. */
final class TraceRunner implements Runner {

    private static final Set<String> KNOWN =
            Set.of(
                    "batch",
                    "classes",
                    "clip_gradients",
                    "clip_weights",
                    "dtype",
                    "ema",
                    "lazy_adjustment",
                    "loss",
                    "n_critic",
                    "networks",
                    "note",
                    "optimizer",
                    "order",
                    "pack",
                    "penalty",
                    "steps",
                    "store_optimizer_state");

    @Override
    public boolean takes(GoldenFile file) {
        Config config = file.config();
        return KNOWN.containsAll(config.keys())
                && config.has("loss")
                && GoldenGame.knows(config.text("loss"))
                && config.has("networks")
                && config.child("networks").keys().equals(Set.of("D", "G"))
                && GoldenNetwork.canBuild(config.child("networks"));
    }

    @Override
    public String kind(GoldenFile file) {
        Config config = file.config();
        String penalty = config.has("penalty") ? " + " + config.child("penalty").text("kind") : "";
        return "trace " + config.text("loss") + penalty + " " + config.text("dtype");
    }

    @Override
    public Bound bound(GoldenFile file) {
        return Bound.ofTrace(file.tolerance());
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        Config config = file.config();
        Trace trace =
                new Trace(
                        file,
                        ledger,
                        GoldenNetwork.of(file, "G"),
                        GoldenNetwork.of(file, "D"),
                        new Journal());
        Script draws = trace.draws();
        long latent = file.tensor("input.z_g.0").size(1);
        Layer generator = trace.generator().layers();
        Layer discriminator =
                Sequential.of(new Pack(config.whole("pack", 1)), trace.discriminator().layers());
        if (config.has("classes")) {
            int classes = config.whole("classes");
            trace.play(
                    new Told(generator, classes),
                    new Told(discriminator, classes),
                    Prior.of(latent, Prior.Shape.NORMAL, classes, draws),
                    step -> new Labels(file.tensor("input.y_real." + step)));
        } else {
            trace.play(
                    generator,
                    discriminator,
                    Prior.of(latent, Prior.Shape.NORMAL, draws),
                    step -> None.NONE);
        }
        draws.assertExhausted();
    }

    /** A network that is told the class as a one-hot vector beside its input. */
    private record Told(Layer layers, int classes) implements Conditional<Labels> {
        @Override
        public Tensor forward(Tensor x, Labels labels) {
            return layers.forward(x.cat(1, labels.classes().oneHot(classes).to(x.dtype())));
        }
    }
}
