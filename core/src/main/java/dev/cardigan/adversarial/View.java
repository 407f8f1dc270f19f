package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * How the discriminator sees samples, real and generated alike: as they are, under noise,
 * augmented.
 *
 * <p>Everything that is judged goes through the view, so a penalty's gradient is that with respect
 * to the sample before the view (Karras et al. 2020, https://arxiv.org/abs/2006.06676, does the
 * same). What a view remembers lies in {@link dev.cardigan.tensor.Buffer}s, {@link
 * dev.cardigan.tensor.RandomStream}s and other {@link dev.cardigan.tensor.Stateful} parts of its
 * record, or it is Stateful itself; then it is saved with the run.
 */
public interface View {

    /**
     * What is seen of samples: the same shape [batch, ..], differentiable with respect to them.
     * Draws anew on every call.
     */
    Tensor of(Tensor samples);

    /**
     * Told the scores of real samples, once per update of the discriminator.
     *
     * @param onReal scores [batch, ..] without graph, less the loss's boundary between real and
     *     fake: above 0 where a sample is taken for real
     */
    default void observe(Tensor onReal) {}

    /** Numbers to log beside the losses, by name. */
    default Map<String, Double> watched() {
        return Map.of();
    }

    /** Told the number of every step, from 0, before its turns. */
    default void at(long step) {}

    /**
     * What is made of real samples alone before anybody judges them, penalties included; absent:
     * nothing. For networks that grow, which must not be told a picture's details by its being
     * real.
     */
    default Optional<UnaryOperator<Tensor>> onReal() {
        return Optional.empty();
    }

    /** Samples as they are. */
    static View identity() {
        return new Chain(List.of());
    }

    /** This, then the other on what this shows. */
    default View then(View next) {
        return new Chain(List.of(this, next));
    }

    /** Views one after the other; none shows samples as they are. */
    record Chain(List<View> views) implements View {

        public Chain {
            views = List.copyOf(views);
        }

        @Override
        public Tensor of(Tensor samples) {
            Tensor seen = samples;
            for (View view : views) {
                seen = view.of(seen);
            }
            return seen;
        }

        @Override
        public void observe(Tensor onReal) {
            views.forEach(view -> view.observe(onReal));
        }

        @Override
        public Map<String, Double> watched() {
            Map<String, Double> all = new TreeMap<>();
            views.forEach(view -> all.putAll(view.watched()));
            return all;
        }

        @Override
        public void at(long step) {
            views.forEach(view -> view.at(step));
        }

        @Override
        public Optional<UnaryOperator<Tensor>> onReal() {
            return views.stream()
                    .flatMap(view -> view.onReal().stream())
                    .reduce((first, next) -> samples -> next.apply(first.apply(samples)));
        }

        @Override
        public View then(View next) {
            List<View> longer = new ArrayList<>(views);
            longer.add(next);
            return new Chain(longer);
        }
    }
}
