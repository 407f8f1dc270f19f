package dev.cardigan.zoo.block;

import dev.cardigan.adversarial.AdversarialLoss;
import dev.cardigan.adversarial.Balance;
import dev.cardigan.adversarial.Curable;
import dev.cardigan.adversarial.FeatureMatching;
import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.HistoricalAveraging;
import dev.cardigan.adversarial.InstanceNoise;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.Safeguards;
import dev.cardigan.adversarial.Tactics;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.Unrolling;
import dev.cardigan.config.Doc;
import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.BatchNorm;
import dev.cardigan.nn.Condition;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.MinibatchDiscrimination;
import dev.cardigan.nn.MinibatchStandardDeviation;
import dev.cardigan.nn.Network;
import dev.cardigan.nn.Pack;
import dev.cardigan.nn.VirtualBatchNorm;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remedies for mode collapse and oscillation; none by default. Networks are built with some of
 * them, the game is played with the others. Papers with one generator and one discriminator can
 * take all of them, games of another form those that do not need that form.
 */
public record Cures(
        @Doc(
                        "PacGAN: samples the discriminator judges as one; the batch must be a multiple; 1 for none")
                int packing,
        @Doc("the generator looks this many updates of the discriminator ahead, through them")
                Optional<Unrolling> unrolled,
        @Doc("the discriminator compares the samples of a batch by learned kernels")
                Optional<Kernels> minibatchDiscrimination,
        @Doc("the discriminator sees how much the samples of a group differ; 0 takes the batch")
                Optional<MinibatchStandardDeviation> minibatchDeviation,
        @Doc("the generator matches mean features of the discriminator instead of fooling it")
                Optional<FeatureMatching> featureMatching,
        @Doc("both players pay for leaving the mean of their past weights")
                Optional<HistoricalAveraging> historicalAveraging,
        @Doc("noise on everything the discriminator sees, fading out")
                Optional<Noise> instanceNoise,
        @Doc("the generator is normalised by a fixed reference batch")
                Optional<Reference> virtualBatchNorm,
        @Doc("the discriminator rests while it wins, and moves more often while it loses")
                Optional<Balance> balance,
        @Doc("target on real samples, one-sided; 0.9 in the paper") Optional<Double> smoothing) {

    /** Of minibatch discrimination. */
    public record Kernels(
            @Doc("values added to the features") long kernels,
            @Doc("length of what each compares") long dimensions) {

        public static final Kernels PAPER = new Kernels(100, 5);

        public Kernels {
            if (kernels < 1 || dimensions < 1) {
                throw new ConfigException(
                        "minibatchDiscrimination: expected kernels >= 1 and dimensions >= 1, found "
                                + kernels
                                + " and "
                                + dimensions);
            }
        }
    }

    /** Instance noise. */
    public record Noise(
            @Doc("standard deviation at first; samples of pictures lie in -1 to 1") double sigma,
            @Doc(value = "until it is gone; 0 keeps it", unit = "steps") long steps) {

        public static final Noise STANDARD = new Noise(0.1, 5000);
    }

    /** The reference batch of virtual batch normalisation. */
    public record Reference(@Doc(value = "in the reference batch", unit = "samples") int samples) {

        public static final Reference STANDARD = new Reference(64);

        public Reference {
            if (samples < 2) {
                throw new ConfigException(
                        "virtualBatchNorm: expected at least 2 samples, found " + samples);
            }
        }
    }

    /** Names of the papers whose networks are built with all of these, for people. */
    public static final String PAPERS =
            "gan, dcgan, cgan, cdcgan, lsgan, wgan, wgan-gp, sngan, unrolled, unrolled-dcgan or pacgan";

    public static final Cures NONE =
            new Cures(
                    1,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public Cures {
        new Pack(packing);
    }

    // ---- building networks

    /** This with packs of so many. */
    public Cures packing(int samples) {
        return new Cures(
                samples,
                unrolled,
                minibatchDiscrimination,
                minibatchDeviation,
                featureMatching,
                historicalAveraging,
                instanceNoise,
                virtualBatchNorm,
                balance,
                smoothing);
    }

    /**
     * Begins a discriminator.
     *
     * @param channels of one sample, condition included
     * @return channels of what it judges as one
     */
    public long begin(List<Layer> discriminator, long channels) {
        if (packing > 1) {
            discriminator.add(new Pack(packing));
        }
        return channels * packing;
    }

    /**
     * Behind hidden layers [batch, channels, ..]: what compares the samples of a batch without
     * weights.
     *
     * @return channels there are now
     */
    public long spread(List<Layer> discriminator, long channels) {
        if (minibatchDeviation.isEmpty()) {
            return channels;
        }
        discriminator.add(minibatchDeviation.get());
        return channels + minibatchDeviation.get().channels();
    }

    /** Whether the last hidden layer must be [batch, features], for {@link #compared}. */
    public boolean comparesFeatures() {
        return minibatchDiscrimination.isPresent();
    }

    /**
     * Behind the last hidden layer [batch, features]: what compares the samples of a batch by
     * kernels.
     *
     * @return features there are now
     */
    public long compared(List<Layer> discriminator, long features, Initializer initializer) {
        if (minibatchDiscrimination.isEmpty()) {
            return features;
        }
        Kernels wanted = minibatchDiscrimination.get();
        discriminator.add(
                MinibatchDiscrimination.of(
                        features, wanted.kernels(), wanted.dimensions(), initializer.stream()));
        return features + wanted.kernels();
    }

    /**
     * The inputs that a generator is normalised by, [samples, latent + classes]; absent where it
     * has batch normalisation.
     *
     * @param classes that are told as a one-hot vector behind the latent; 0 for none
     */
    public Optional<Tensor> reference(
            Prior.Shape shape, long latent, int classes, Randomness randomness) {
        RandomStream stream = randomness.stream("reference");
        return virtualBatchNorm.map(
                wanted -> {
                    Tensor latents = shape.draw(stream, wanted.samples(), latent);
                    return classes == 0
                            ? latents
                            : latents.cat(
                                    1, stream.integers(classes, wanted.samples()).oneHot(classes));
                });
    }

    /**
     * Batch normalisation of a generator's layer.
     *
     * @param reference what it compares with instead of its batch
     */
    public static Layer norm(long channels, Optional<Tensor> reference) {
        return reference.isPresent()
                ? VirtualBatchNorm.of(channels, reference.get().size(0))
                : BatchNorm.of(channels);
    }

    // ---- playing

    /**
     * The players under these cures.
     *
     * @throws ConfigException saying which cure does not go with this paper, and why
     */
    public <C extends Condition<C>> TwoPlayer<C> treat(
            TwoPlayer<C> players, Randomness randomness) {
        requireParts(players.discriminator(), players.generator());
        TwoPlayer<C> treated = players.playing(treated(players.game()));
        return noise(randomness).map(treated::seenThrough).orElse(treated);
    }

    /**
     * A game of another form under these cures.
     *
     * @throws ConfigException saying which cure does not go with this paper, and why
     */
    public <B> Gan<B> treat(Curable<B> game, Randomness randomness) {
        requireParts(game, game);
        requireTwoPlayers("unrolled", unrolled.isEmpty());
        requireTwoPlayers("featureMatching", featureMatching.isEmpty());
        List<Phase<B>> phases = game.phases();
        if (phases.stream().noneMatch(Safeguards::isDiscriminators)) {
            throw new ConfigException(
                    "cures: this game has no discriminator; set a weight of the adversarial term (adversarial=1e-3), or leave cures out");
        }
        Safeguards safeguards = Safeguards.NONE;
        if (balance.isPresent()) {
            requireBoundary(own("balance", game));
            safeguards = safeguards.balancing(balance.get());
        }
        if (smoothing.isPresent()) {
            safeguards = safeguards.under(smoothed(own("smoothing", game)));
        }
        if (historicalAveraging.isPresent()) {
            safeguards = safeguards.averaging(historicalAveraging.get(), phases);
        }
        return game.with(noise(randomness).map(safeguards::seenThrough).orElse(safeguards));
    }

    private static void requireTwoPlayers(String cure, boolean absent) {
        if (!absent) {
            throw refusal(
                    cure, "it is for one generator against one discriminator and nothing besides");
        }
    }

    private static AdversarialLoss own(String cure, Curable<?> game) {
        return game.loss()
                .orElseThrow(
                        () ->
                                refusal(
                                        cure,
                                        "the discriminator of this paper has a loss of its own"));
    }

    private Optional<InstanceNoise> noise(Randomness randomness) {
        return instanceNoise.map(
                noise ->
                        InstanceNoise.of(
                                noise.sigma(), noise.steps(), randomness.stream("instance noise")));
    }

    private void requireParts(Network judge, Network generator) {
        require("packing", packing == 1 || has(judge, Pack.class));
        require(
                "minibatchDiscrimination",
                minibatchDiscrimination.isEmpty() || has(judge, MinibatchDiscrimination.class));
        // The very one: StyleGANs have one of their own, which is not that of another group.
        Map<String, MinibatchStandardDeviation> deviations =
                Tree.leaves(judge, MinibatchStandardDeviation.class);
        require(
                "minibatchDeviation",
                minibatchDeviation.map(deviations::containsValue).orElse(true));
        if (virtualBatchNorm.isPresent() && !has(generator, VirtualBatchNorm.class)) {
            throw new ConfigException(
                    "cures.virtualBatchNorm: this generator has no batch normalisation to replace; choose dcgan, or set style.batchNorm=true");
        }
    }

    private static boolean has(Network network, Class<?> part) {
        return !Tree.leaves(network, part).isEmpty();
    }

    private static void require(String cure, boolean built) {
        if (!built) {
            throw refusal(cure, "this paper's discriminator has no place for it");
        }
    }

    private static ConfigException refusal(String cure, String reason) {
        return new ConfigException("cures." + cure + ": " + reason + "; choose " + PAPERS);
    }

    private Game treated(Game game) {
        Game treated = game.with(tactics(game.tactics())).with(smoothed(game.loss()));
        if (balance.isPresent()) {
            requireBoundary(game.loss());
        }
        // Layers that compare the samples of a batch must not see real and generated ones in one.
        boolean compares = minibatchDiscrimination.isPresent() || minibatchDeviation.isPresent();
        return compares ? treated.inTwoDiscriminatorPasses() : treated;
    }

    private static void requireBoundary(AdversarialLoss loss) {
        if (loss.boundary().isEmpty()) {
            throw new ConfigException(
                    "cures.balance: it counts how often the discriminator is right, and "
                            + name(loss)
                            + " has no score above which a sample is real; set discriminatorSteps instead");
        }
    }

    private Tactics tactics(Tactics own) {
        return new Tactics(
                unrolled.or(own::unrolled),
                featureMatching.or(own::featureMatching),
                historicalAveraging.or(own::historicalAveraging),
                balance.or(own::balance));
    }

    private AdversarialLoss smoothed(AdversarialLoss loss) {
        return smoothing
                .map(
                        label ->
                                loss.smoothed(label)
                                        .orElseThrow(
                                                () ->
                                                        new ConfigException(
                                                                "cures.smoothing: "
                                                                        + name(loss)
                                                                        + " has no label to smooth; expected nonSaturating, minimax or leastSquares")))
                .orElse(loss);
    }

    private static String name(AdversarialLoss loss) {
        return "the loss " + loss.getClass().getSimpleName();
    }
}
