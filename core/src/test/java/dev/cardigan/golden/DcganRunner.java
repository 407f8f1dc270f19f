package dev.cardigan.golden;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Mode;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Reshape;
import dev.cardigan.optim.Sgd;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * DCGAN at 64x64: its forwards, losses, running statistics and gradients, through the phases of
 * {@code TwoPlayer} with one generator pass for both players.
 */
final class DcganRunner implements Runner {

    @Override
    public boolean takes(GoldenFile file) {
        return file.id().equals("DCGAN generator and discriminator");
    }

    @Override
    public String kind(GoldenFile file) {
        return "network DCGAN";
    }

    @Override
    public Bound bound(GoldenFile file) {
        return Bound.ofNetwork(file);
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        evaluation(file, ledger);
        new Training(file, ledger, DcganNetworks.of(file)).run();
    }

    private static void evaluation(GoldenFile file, Ledger ledger) {
        DcganNetworks networks = DcganNetworks.of(file);
        Mode.EVALUATION.during(
                () -> {
                    Tensor fake = networks.generator().forward(file.tensor("input.noise"));
                    Tensor onReal = networks.discriminator().forward(file.tensor("input.real"));
                    Tensor onFake = networks.discriminator().forward(fake);
                    ledger.check("output.fake_eval", fake);
                    ledger.check("output.logits_real_eval", onReal);
                    ledger.check("output.prob_real_eval", onReal.sigmoid());
                    ledger.check("output.logits_fake_eval", onFake);
                    return fake;
                });
    }

    /** One step of both players, the discriminator not updated in between. */
    private record Training(GoldenFile file, Ledger ledger, DcganNetworks networks) {

        void run() {
            Overheard generator = Overheard.of(networks.generator());
            Overheard discriminator = Overheard.of(networks.discriminator());
            Tensor noise = file.tensor("input.noise");
            Tensor latent = noise.reshape(noise.size(0), -1).requireGradient(true);
            Script draws = new Script();
            draws.normal("noise", latent);
            TwoPlayer<None> players =
                    TwoPlayer.of(
                            new Pictured(generator, noise.size(1)),
                            discriminator,
                            Prior.of(latent.size(1), Prior.Shape.NORMAL, draws),
                            // The rule is never used: nothing is updated here.
                            Game.of(NonSaturating.plain(), Sgd.rate(1)).inOneGeneratorPass(),
                            new Script());
            Batch<None> batch = new Batch<>(file.tensor("input.real"), None.NONE);
            List<Phase<Batch<None>>> phases = players.phases();

            double judged = turn(phases.get(0), batch);
            ledger.check("output.d_loss", judged);
            networks.checkGradients(ledger, "grad.d_loss.", "D.");
            networks.checkStatistics(file, ledger, "output.after_g_forward.", "G.", 1);
            networks.checkStatistics(file, ledger, "output.after_d_loss.", "D.", 2);
            networks.clearGradients();

            ledger.check("output.g_loss", turn(phases.get(1), batch));
            networks.checkGradients(ledger, "grad.g_loss.", "G.");
            ledger.check(
                    "grad.g_loss.noise", latent.gradient().orElseThrow().reshape(noise.shape()));
            networks.checkStatistics(file, ledger, "output.after_g_loss.", "D.", 3);
            draws.assertExhausted();
            scores(generator.heard(), discriminator.heard());
        }

        private static double turn(Phase<Batch<None>> phase, Batch<None> batch) {
            return Gradient.awake(
                    phase.networks().get(0).parameters(),
                    () -> {
                        Tensor loss = phase.loss().apply(batch).total();
                        loss.backward();
                        return loss.item();
                    });
        }

        private void scores(List<Tensor> pictures, List<Tensor> logits) {
            ledger.check("output.fake_train", pictures.get(0));
            ledger.check("output.logits_real_train", logits.get(0));
            ledger.check("output.logits_fake_train", logits.get(1));
            ledger.check("output.logits_fake_for_g", logits.get(2));
            NonSaturating loss = NonSaturating.plain();
            Tensor onReal = loss.forGenerator(() -> logits.get(1), logits.get(0));
            Tensor both = loss.forDiscriminator(logits.get(0), logits.get(1));
            ledger.check("output.d_loss_real", onReal);
            ledger.check("output.d_loss_fake", both.sub(onReal));
            ledger.require(
                    "forwards",
                    pictures.size() == 1 && logits.size() == 3,
                    "expected 1 forward of G and 3 of D, found %d and %d"
                            .formatted(pictures.size(), logits.size()));
        }
    }

    /** Latents [batch, size] as pictures [batch, size, 1, 1]. */
    private record Pictured(Layer generator, long size) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return generator.forward(Reshape.to(size, 1L, 1L).forward(x));
        }
    }
}
