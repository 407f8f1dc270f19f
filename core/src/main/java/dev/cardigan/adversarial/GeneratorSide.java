package dev.cardigan.adversarial;

import dev.cardigan.data.Batch;
import dev.cardigan.nn.Condition;
import dev.cardigan.nn.Conditional;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes the generated samples of a batch, and knows which of them several phases share. Holds
 * nothing beyond a step.
 */
final class GeneratorSide<C extends Condition<C>> {

    private final Conditional<C> generator;
    private final Prior<C> prior;
    private final boolean onePass;
    private final boolean paired;
    private final Optional<Unrolling> unrolled;
    private final Shared<Batch<C>, Prior.Draw<C>> draws = new Shared<>();
    private final Shared<Batch<C>, Fake<C>> passes = new Shared<>();
    private final Shared<Batch<C>, Fake<C>> rests = new Shared<>();
    private final Shared<Batch<C>, Batch<C>> shown = new Shared<>();

    GeneratorSide(Conditional<C> generator, Prior<C> prior, Game game) {
        this.generator = generator;
        this.prior = prior;
        this.unrolled = game.tactics().unrolled();
        this.paired = game.loss().isPaired();
        this.onePass = game.oneGeneratorPass() || unrolled.isPresent();
    }

    /** A batch with real samples as a view makes them, the same for every phase that asks. */
    Batch<C> shown(Batch<C> batch, View view) {
        Optional<UnaryOperator<Tensor>> change = view.onReal();
        return change.isEmpty()
                ? batch
                : shown.of(
                        batch,
                        () -> new Batch<>(change.get().apply(batch.real()), batch.condition()));
    }

    /** The fakes of this batch without graph, the same for every phase that asks. */
    Fake<C> resting(Batch<C> batch) {
        boolean moved = unrolled.stream().anyMatch(this::generatorMovesFirst);
        if (!onePass || moved) {
            return rests.of(batch, () -> generated(batch));
        }
        Fake<C> fake = sharedPass(batch);
        return new Fake<>(fake.samples().detach(), fake.condition());
    }

    private boolean generatorMovesFirst(Unrolling how) {
        return how.order() == Unrolling.Order.GENERATOR_FIRST;
    }

    /** The fakes that the generator's loss is differentiated through. */
    Fake<C> living(Batch<C> batch) {
        return onePass ? sharedPass(batch) : generated(batch);
    }

    private Fake<C> sharedPass(Batch<C> batch) {
        return passes.of(
                batch, () -> Gradient.awake(generator.parameters(), () -> generated(batch)));
    }

    private Fake<C> generated(Batch<C> batch) {
        Prior.Draw<C> draw = draw(batch);
        C told = paired ? batch.condition() : draw.condition();
        return new Fake<>(generator.forward(draw.latent(), told), told);
    }

    /** Who looks ahead and who moves for real do so on the same latents. */
    private Prior.Draw<C> draw(Batch<C> batch) {
        return unrolled.isPresent()
                ? draws.of(batch, () -> prior.draw(batch.real()))
                : prior.draw(batch.real());
    }

    /** Generated samples and what the generator was told. */
    record Fake<C>(Tensor samples, C condition) {}
}
