package dev.cardigan.zoo;

import dev.cardigan.adversarial.Curable;
import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.data.Intake;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.zoo.block.Cures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A paper as something one can train by name. Every {@code public static final Recipe} of a class
 * in this package is found by {@link Zoo}, which gives it its name on the command line, its help
 * and its tests.
 *
 * @param <S> its settings
 * @param <B> the batches it is trained on
 * @param name as typed: {@code dcgan}
 * @param what one sentence: what it is
 * @param expect one sentence: what its result looks like when all is well
 * @param settings the paper's settings, fitted to data of a shape
 * @param intake what it needs of the data
 * @param maker builds it
 */
public record Recipe<S extends Record, B>(
        String name,
        Citation paper,
        String what,
        String expect,
        Function<Sample, S> settings,
        Intake<B> intake,
        Maker<S, B> maker) {

    /**
     * What a model is to be built for.
     *
     * @param classes number of classes in the data, 0 for none
     * @param cures what it is built and played with besides
     */
    public record Sample(SampleShape shape, int classes, Cures cures) {

        /** Without cures. */
        public Sample(SampleShape shape, int classes) {
            this(shape, classes, Cures.NONE);
        }

        /**
         * The number of classes, if there are some to choose from.
         *
         * @param otherwise what to train on pictures without them; points are advised {@code gan}
         * @throws DataException when there are fewer than 2
         */
        public int requireClasses(String otherwise) {
            if (classes < 2) {
                throw new DataException(
                        "a conditional GAN needs data with at least 2 classes, found "
                                + classes
                                + "; sort the pictures into one folder per class, or train "
                                + (shape.isPicture() ? otherwise : "gan"));
            }
            return classes;
        }

        public Sample with(Cures value) {
            return new Sample(shape, classes, value);
        }
    }

    /**
     * Builds a GAN from its settings; throws {@link dev.cardigan.error.DataException} for data it
     * cannot model.
     */
    @FunctionalInterface
    public interface Maker<S extends Record, B> {
        Gan<B> make(S settings, Sample sample, Randomness randomness);
    }

    /** The GAN with the paper's settings. */
    public Gan<B> make(Sample sample, Randomness randomness) {
        return make(settings.apply(sample), sample, randomness);
    }

    /**
     * The GAN, with the cures of the sample.
     *
     * @throws ConfigException if this paper cannot take one of them
     */
    public Gan<B> make(S own, Sample sample, Randomness randomness) {
        List<Gan<B>> holder = new ArrayList<>();
        // Weights are kept; what they were drawn from dies here and not some day by the collector.
        Scope.run(() -> holder.add(maker.make(own, sample, randomness)));
        return cured(holder.get(0), sample, randomness);
    }

    private Gan<B> cured(Gan<B> made, Sample sample, Randomness randomness) {
        if (sample.cures().equals(Cures.NONE)) {
            return made;
        }
        if (made instanceof TwoPlayer<?> players) {
            @SuppressWarnings("unchecked") // the same players on the same batches
            Gan<B> treated = (Gan<B>) sample.cures().treat(players, randomness);
            return treated;
        }
        if (made instanceof Curable<B> game) {
            return sample.cures().treat(game, randomness);
        }
        throw new ConfigException(
                "cures: " + name + " has no place for them; choose " + Cures.PAPERS);
    }
}
