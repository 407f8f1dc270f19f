package dev.cardigan.cli;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.config.Settings;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.zoo.Recipe;

/**
 * A recipe with its settings fitted to some data: what a GAN is built from, now or when a run is
 * opened again.
 *
 * @param <B> the batches it is trained on
 */
record Model<S extends Record, B>(Recipe<S, B> recipe, Recipe.Sample sample, RunSettings settings) {

    /**
     * Reads a run's settings for a recipe.
     *
     * @param data what the run is trained on
     */
    static <S extends Record, B> Model<S, B> of(
            Recipe<S, B> recipe, Recipe.Sample sample, String data, Settings settings) {
        RunSettings defaults =
                RunSettings.of(recipe.settings().apply(sample), data, recipe.intake().batchSize());
        return new Model<>(
                recipe, sample, Vocabulary.binder(recipe, sample).bind(defaults, settings));
    }

    Gan<B> build() {
        @SuppressWarnings("unchecked") // the binder chose the settings class of this recipe's name
        S own = (S) settings.model();
        Gan<B> gan =
                recipe.make(own, sample.with(settings.cures()), new Randomness(settings.seed()));
        return settings.augment().around(frozen(gan), this);
    }

    private Gan<B> frozen(Gan<B> gan) {
        if (settings.freeze() == 0) {
            return gan;
        }
        if (gan instanceof TwoPlayer<?> players) {
            @SuppressWarnings("unchecked") // the same players on the same batches
            Gan<B> frozen = (Gan<B>) players.freezing(settings.freeze());
            return frozen;
        }
        throw new ConfigException(
                "freeze: expected a paper with one generator against one discriminator, found %s; leave freeze out"
                        .formatted(recipe.name()));
    }

    SampleShape shape() {
        return sample.shape();
    }
}
