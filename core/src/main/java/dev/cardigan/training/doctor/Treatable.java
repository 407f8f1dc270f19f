package dev.cardigan.training.doctor;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Penalty;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.View;
import dev.cardigan.adversarial.regularizer.R1;
import dev.cardigan.adversarial.regularizer.Regularizer;
import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Treatment;

/** Makes a GAN treatable: with doses of R1 and of instance noise, both 0 until given. */
public final class Treatable {

    static final String R1_DOSE = "r1";
    static final String NOISE_DOSE = "noise";

    private Treatable() {}

    /**
     * The same players with the same weights. Until a dose is given it trains bit for bit as
     * before.
     *
     * @param noise where instance noise comes from
     * @throws ConfigException if the GAN is not one of two players
     */
    public static <B> Gan<B> of(Gan<B> gan, RandomStream noise) {
        if (gan instanceof TwoPlayer<?> players) {
            Treatment treatment = new Treatment();
            @SuppressWarnings("unchecked") // the same players take the same batches
            Gan<B> treated =
                    (Gan<B>)
                            players.paying(Penalty.of(new DosedR1(treatment)))
                                    .seenThrough(new DosedNoise(treatment, noise));
            return treated;
        }
        throw new ConfigException(
                "doctor: act treats GANs of one generator and one discriminator, found a %s; train with --doctor=watch"
                        .formatted(gan.getClass().getSimpleName()));
    }

    /** Mescheder et al. 2018, https://arxiv.org/abs/1801.04406, by the dose. */
    private record DosedR1(Treatment treatment) implements Regularizer {
        @Override
        public Tensor penalty(
                Layer onReal, Layer onFake, Tensor real, Tensor fake, RandomSource random) {
            double gamma = treatment.dose(R1_DOSE);
            return gamma == 0
                    ? Tensor.full(0).to(real.device())
                    : new R1(gamma).penalty(onReal, onFake, real, fake, random);
        }

        @Override
        public String name() {
            return "doctor";
        }
    }

    /** Sonderby et al. 2017, https://arxiv.org/abs/1610.04490, by the dose. */
    private record DosedNoise(Treatment treatment, RandomStream random) implements View {
        @Override
        public Tensor of(Tensor samples) {
            double sigma = treatment.dose(NOISE_DOSE);
            if (sigma == 0 || !Mode.isTraining()) {
                return samples;
            }
            Tensor noise = random.normal(samples.shape()).to(samples.device());
            return samples.add(noise.to(samples.dtype()).mul(sigma));
        }
    }
}
