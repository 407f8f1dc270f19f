package dev.cardigan.adversarial;

import dev.cardigan.adversarial.GeneratorSide.Fake;
import dev.cardigan.adversarial.regularizer.Regularizer;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.Condition;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the discriminator minimises, as addends that are differentiated one after the other.
 *
 * @param standing what the tactics remember, told how right the discriminator was
 * @param judged scores of the real samples of a batch, without graph, for those who compare
 */
record DiscriminatorTurn<C extends Condition<C>>(
        DiscriminatorSide<C> side,
        GeneratorSide<C> maker,
        Standing standing,
        Shared<Batch<C>, Tensor> judged) {

    DiscriminatorTurn(DiscriminatorSide<C> side, GeneratorSide<C> maker, Standing standing) {
        this(side, maker, standing, new Shared<>());
    }

    List<Function<Batch<C>, Loss>> addends() {
        List<Function<Batch<C>, Loss>> addends = new ArrayList<>();
        if (side.game().loss() instanceof Separable loss && !side.game().oneDiscriminatorPass()) {
            addends.add(batch -> onReal(loss, batch));
            addends.add(batch -> onFake(loss, batch));
        } else {
            addends.add(this::onBoth);
        }
        for (Penalty penalty : side.game().penalties()) {
            if (!penalty.isLazy()) {
                addends.add(batch -> price(penalty.regularizer(), batch));
            }
        }
        standing.ofDiscriminator().ifPresent(past -> addends.add(batch -> history(past)));
        return addends;
    }

    private Loss history(WeightHistory past) {
        return Loss.of(Standing.HISTORY, past.price(side.discriminator().parameters()));
    }

    /** A penalty by itself. */
    Loss price(Regularizer regularizer, Batch<C> batch) {
        return Loss.of(regularizer.name(), side.price(regularizer, batch, maker.resting(batch)));
    }

    private Loss onReal(Separable loss, Batch<C> batch) {
        Tensor scores = side.score(batch.real(), batch.condition());
        judged.renewed(batch, scores::detach);
        return Loss.of(DiscriminatorSide.ADVERSARIAL, loss.ofReal(scores));
    }

    private Loss onFake(Separable loss, Batch<C> batch) {
        Fake<C> fake = maker.resting(batch);
        Scores scores =
                new Scores(judged.known(batch), side.score(fake.samples(), fake.condition()));
        return seen(Loss.of(DiscriminatorSide.ADVERSARIAL, loss.ofFake(scores.onFake())), scores);
    }

    private Loss onBoth(Batch<C> batch) {
        Scores scores = side.scores(batch, maker.resting(batch));
        Tensor loss = side.game().loss().forDiscriminator(scores.onReal(), scores.onFake());
        return seen(Loss.of(DiscriminatorSide.ADVERSARIAL, loss), scores);
    }

    /** After both are judged, as the view may change by what it is told. */
    private Loss seen(Loss loss, Scores scores) {
        Scores beyond = scores.beyond(side.game().loss().boundary());
        side.view().observe(beyond.onReal());
        Scores right = beyond.accuracies();
        standing.referee().ifPresent(it -> it.observe(right.onReal(), right.onFake()));
        Loss watched =
                loss.watching(Scores.ACCURACY_ON_REAL, right.onReal())
                        .watching(Scores.ACCURACY_ON_FAKE, right.onFake());
        for (Map.Entry<String, Double> number : side.view().watched().entrySet()) {
            watched = watched.watching(number.getKey(), Tensor.full(number.getValue()));
        }
        return watched;
    }
}
