package dev.cardigan.zoo;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.data.Intake;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.DataException;
import dev.cardigan.tensor.Randomness;
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
     */
    public record Sample(SampleShape shape, int classes) {

        /**
         * The number of classes, if there are some to choose from.
         *
         * @param otherwise what to train without them
         * @throws DataException when there are fewer than 2
         */
        public int requireClasses(String otherwise) {
            if (classes < 2) {
                throw new DataException(
                        "a conditional GAN needs data with at least 2 classes, found "
                                + classes
                                + "; sort the pictures into one folder per class, or train "
                                + otherwise);
            }
            return classes;
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
        return maker.make(settings.apply(sample), sample, randomness);
    }
}
