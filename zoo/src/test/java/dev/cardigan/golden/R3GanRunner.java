package dev.cardigan.golden;

import dev.cardigan.adversarial.AdversarialLoss;
import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.Penalty;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.RelativisticPaired;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.regularizer.R1;
import dev.cardigan.adversarial.regularizer.R2;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.Condition;
import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.Labels;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Sequential;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.AggregatedPair;
import java.util.List;

/** R3GAN: both networks, the losses of both players through the phases of {@code TwoPlayer}. */
final class R3GanRunner implements Runner {

    private static final String CLASSES = "ConditionDimension";
    private static final String EMBEDDING = "ConditionEmbeddingDimension";

    @Override
    public boolean takes(GoldenFile file) {
        return file.id().startsWith("R3GAN, ");
    }

    @Override
    public String kind(GoldenFile file) {
        return "network R3GAN";
    }

    @Override
    public Bound bound(GoldenFile file) {
        return Bound.ofNetwork(file);
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        Config config = file.config().child("G");
        AggregatedPair pair =
                AggregatedPair.of(
                        new AggregatedPair.Size(
                                List.of(config.wholes("WidthPerStage")),
                                List.of(config.wholes("CardinalityPerStage")),
                                List.of(config.wholes("BlocksPerStage")),
                                config.whole("ExpansionFactor")),
                        RandomStream.seeded(1));
        long latent = config.whole("NoiseDimension");
        if (!config.has(CLASSES)) {
            AggregatedPair.Generator generator = pair.generator(latent, 3);
            AggregatedPair.Discriminator discriminator = pair.discriminator(3, 1);
            new Play<>(file, ledger, generator, discriminator, None.NONE).run();
            trace(file, ledger, generator, discriminator, file.tensor("input.noise"));
            return;
        }
        long classes = config.whole(CLASSES);
        long vector = file.config().child("D").whole(EMBEDDING);
        AggregatedPair.Generator generator = pair.generator(latent + config.whole(EMBEDDING), 3);
        AggregatedPair.ToldGenerator told =
                new AggregatedPair.ToldGenerator(
                        generator, pair.embedding(classes, config.whole(EMBEDDING), 1));
        AggregatedPair.Discriminator discriminator = pair.discriminator(3, vector);
        Tensor conditions = file.tensor("input.conditions"); // one-hot
        new Play<>(
                        file,
                        ledger,
                        told,
                        new AggregatedPair.ToldDiscriminator(
                                discriminator, pair.embedding(classes, vector, 1)),
                        new Labels(conditions.argmax(1)))
                .run();
        Tensor start = file.tensor("input.noise").cat(1, told.embedding().forward(conditions));
        trace(file, ledger, generator, discriminator, start);
    }

    /** What the stages make of the first two samples. */
    private static void trace(
            GoldenFile file,
            Ledger ledger,
            AggregatedPair.Generator generator,
            AggregatedPair.Discriminator discriminator,
            Tensor start) {
        stages(ledger, "output.trace.G.", generator.stages(), start);
        Tensor real = file.tensor("input.real");
        stages(
                ledger,
                "output.trace.D.",
                discriminator.stages(),
                discriminator.fromPicture().forward(real));
    }

    private static void stages(
            Ledger ledger, String prefix, List<Sequential> stages, Tensor start) {
        Tensor x = start.narrow(0, 0, 2);
        for (int i = 0; i < stages.size(); i++) {
            x = stages.get(i).forward(x);
            ledger.check(prefix + i, x);
        }
    }

    /** One turn of each player, nothing updated in between. */
    private record Play<C extends Condition<C>>(
            GoldenFile file,
            Ledger ledger,
            Conditional<C> generator,
            Conditional<C> discriminator,
            C condition) {

        void run() {
            OfficialWeights ofGenerator =
                    OfficialWeights.fill(file, "G.", generator, AggregatedPair.NAMES);
            OfficialWeights ofDiscriminator =
                    OfficialWeights.fill(file, "D.", discriminator, AggregatedPair.NAMES);
            Tensor noise = file.tensor("input.noise").requireGradient(true);
            Script draws = new Script();
            draws.normal("noise", file.tensor("input.noise"));
            draws.normal("noise", noise);
            double gamma = file.config().number("Gamma");
            TwoPlayer<C> players =
                    TwoPlayer.of(
                            generator,
                            discriminator,
                            new Prior<>(
                                    noise.size(1),
                                    Prior.Shape.NORMAL,
                                    0,
                                    unused -> condition,
                                    draws),
                            // The rule is never used: nothing is updated here.
                            Game.of(new RelativisticPaired(), Sgd.rate(1))
                                    .paying(Penalty.of(new R1(gamma)), Penalty.of(new R2(gamma))),
                            new Script());
            Batch<C> batch = new Batch<>(file.tensor("input.real"), condition);
            List<Phase<Batch<C>>> phases = players.phases();
            turn("d_loss", phases.get(0), batch, ofDiscriminator);
            turn("g_loss", phases.get(1), batch, ofGenerator);
            draws.assertExhausted();
            ledger.check("grad.g_loss.noise", noise.gradient().orElseThrow());
            scores();
        }

        private void turn(
                String name, Phase<Batch<C>> phase, Batch<C> batch, OfficialWeights weights) {
            Tensor loss =
                    Gradient.awake(
                            weights.all(),
                            () -> {
                                Tensor total = phase.loss().apply(batch).total();
                                total.backward();
                                return total;
                            });
            ledger.check("output." + name, loss);
            weights.checkGradients(ledger, name);
        }

        private void scores() {
            Tensor real = file.tensor("input.real");
            Tensor fake = generator.forward(file.tensor("input.noise"), condition).detach();
            ledger.check("output.fake", fake);
            Layer score = x -> discriminator.forward(x, condition).reshape(-1);
            Tensor onReal = score.forward(real);
            Tensor onFake = score.forward(fake);
            ledger.check("output.logits_real", onReal);
            ledger.check("output.logits_fake", onFake);
            AdversarialLoss loss = new RelativisticPaired();
            ledger.check("output.d_adversarial", eachOf(onReal, onFake, loss::forDiscriminator));
            ledger.check(
                    "output.g_adversarial",
                    eachOf(onReal, onFake, (r, f) -> loss.forGenerator(() -> r, f)));
            ledger.check("output.r1_penalty", slope(score, real));
            ledger.check("output.r2_penalty", slope(score, fake));
        }

        private interface OnPair {
            Tensor of(Tensor onReal, Tensor onFake);
        }

        private static double[] eachOf(Tensor onReal, Tensor onFake, OnPair loss) {
            double[] each = new double[(int) onReal.size(0)];
            for (int i = 0; i < each.length; i++) {
                each[i] = loss.of(onReal.select(0, i), onFake.select(0, i)).item();
            }
            return each;
        }

        private static Tensor slope(Layer score, Tensor points) {
            Tensor x = points.detach().requireGradient(true);
            return Gradient.of(score.forward(x), x).square().sumPerSample();
        }
    }
}
