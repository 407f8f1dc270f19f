package dev.cardigan.adversarial;

import dev.cardigan.adversarial.regularizer.Regularizer;
import dev.cardigan.data.Batch;
import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Condition;
import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.Featured;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Pack;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * Judges samples, always through the view.
 *
 * @param pack how many samples the discriminator judges as one
 * @param random where regularizers draw from
 */
record DiscriminatorSide<C extends Condition<C>>(
        Conditional<C> discriminator, Pack pack, View view, Game game, RandomSource random) {

    /** The term that both players pay for the score. */
    static final String ADVERSARIAL = "adversarial";

    Scores scores(Batch<C> batch, GeneratorSide.Fake<C> fake) {
        return game.oneDiscriminatorPass() ? together(batch, fake) : apart(batch, fake);
    }

    private Scores apart(Batch<C> batch, GeneratorSide.Fake<C> fake) {
        Tensor onReal = score(batch.real(), batch.condition());
        return new Scores(onReal, score(fake.samples(), fake.condition()));
    }

    private Scores together(Batch<C> batch, GeneratorSide.Fake<C> fake) {
        Tensor both =
                score(
                        batch.real().cat(0, fake.samples()),
                        batch.condition().joined(fake.condition()));
        long onReal = batch.size() / pack.samples();
        List<Tensor> parts = both.split(onReal, both.size(0) - onReal);
        return new Scores(parts.get(0), parts.get(1));
    }

    /** The adversarial term and every penalty that is due at each update, in one graph. */
    Loss loss(Batch<C> batch, GeneratorSide.Fake<C> fake, Scores scores) {
        Loss loss =
                Loss.of(
                        ADVERSARIAL,
                        game.loss().forDiscriminator(scores.onReal(), scores.onFake()));
        for (Penalty penalty : game.penalties()) {
            if (!penalty.isLazy()) {
                Regularizer due = penalty.regularizer();
                loss = loss.plus(due.name(), price(due, batch, fake));
            }
        }
        return loss;
    }

    /** A penalty is on what is judged as one: on packs where samples are packed. */
    Tensor price(Regularizer regularizer, Batch<C> batch, GeneratorSide.Fake<C> fake) {
        Layer onReal = x -> score(pack.unpacked(x), batch.condition());
        Layer onFake = x -> score(pack.unpacked(x), fake.condition());
        return regularizer.penalty(
                onReal, onFake, pack.forward(batch.real()), pack.forward(fake.samples()), random);
    }

    /**
     * What the discriminator thinks of what it sees. Scores are F32 even where convolutions are
     * not: losses are differences of small numbers.
     */
    Tensor score(Tensor samples, C condition) {
        return Scores.wide(discriminator.forward(view.of(samples), condition));
    }

    /** What it knows of what it sees just before its score. */
    Tensor features(Tensor samples, C condition) {
        return Scores.wide(featured(discriminator).features(view.of(samples), condition));
    }

    /**
     * @throws ConfigException if the discriminator does not show its features
     */
    static <C> Featured<C> featured(Conditional<C> discriminator) {
        if (discriminator instanceof Featured<C> featured) {
            return featured;
        }
        throw new ConfigException(
                "featureMatching: expected a discriminator that shows its last hidden layer (nn.Featured), found "
                        + discriminator.getClass().getSimpleName());
    }
}
