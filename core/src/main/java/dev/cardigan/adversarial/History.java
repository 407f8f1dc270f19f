package dev.cardigan.adversarial;

import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Stateful;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps generated samples, so that a discriminator also sees older ones and does not run after the
 * newest. Shrivastava et al. 2017, https://arxiv.org/abs/1612.07828; Zhu et al. 2017,
 * https://arxiv.org/abs/1703.10593, section 4.
 */
public final class History implements Stateful {

    private static final String STREAM = "random.";

    private final int size;
    private final RandomSource random;
    private Optional<Tensor> kept = Optional.empty(); // [size, ..], the first `filled` in use
    private int filled;

    private History(int size, RandomSource random) {
        this.size = size;
        this.random = random;
    }

    /**
     * @param size samples kept; 0 for none
     */
    public static History of(int size, RandomSource random) {
        return new History(size, random);
    }

    /**
     * The samples, about half of which are exchanged for older ones once the history is full.
     *
     * @param samples [batch, ..] without graph, of the same shape every time
     */
    public Tensor mixed(Tensor samples) {
        if (size == 0) {
            return samples;
        }
        Tensor places = kept.orElseGet(() -> room(samples));
        List<Tensor> mixed = new ArrayList<>();
        for (long i = 0; i < samples.size(0); i++) {
            mixed.add(exchanged(places, samples.narrow(0, i, 1)));
        }
        Tensor[] others = mixed.subList(1, mixed.size()).toArray(Tensor[]::new);
        return mixed.get(0).cat(0, others);
    }

    private Tensor exchanged(Tensor places, Tensor sample) {
        if (filled < size) {
            places.narrow(0, filled, 1).set(sample);
            filled++;
            return sample;
        }
        if (random.uniform(0, 1, 1).item() <= 0.5) {
            return sample;
        }
        Tensor place = places.narrow(0, (long) random.integers(size, 1).item(), 1);
        Tensor old = place.clone(true);
        place.set(sample);
        return old;
    }

    /** All at once, so that memory does not grow while training. */
    private Tensor room(Tensor like) {
        long[] shape = like.shape();
        shape[0] = size;
        Tensor empty =
                Scope.keep(
                        Scope.tidy(() -> Tensor.zeros(shape).to(like.dtype()).to(like.device())));
        kept = Optional.of(empty);
        return empty;
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        kept.ifPresent(places -> state.put("kept", places));
        state.put("filled", Tensor.of(new long[] {filled}, 1));
        if (random instanceof Stateful stream) {
            stream.state().forEach((name, tensor) -> state.put(STREAM + name, tensor));
        }
        return state;
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        filled = (int) Stateful.take(state, "filled").item();
        if (filled > 0) {
            Tensor saved = Stateful.take(state, "kept");
            kept.orElseGet(() -> room(saved)).set(saved);
        }
        if (random instanceof Stateful stream) {
            Map<String, Tensor> own = new LinkedHashMap<>();
            state.forEach(
                    (name, tensor) -> {
                        if (name.startsWith(STREAM)) {
                            own.put(name.substring(STREAM.length()), tensor);
                        }
                    });
            stream.restore(own);
        }
    }
}
