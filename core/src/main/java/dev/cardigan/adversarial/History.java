package dev.cardigan.adversarial;

import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Stateful;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pool of past generated samples: the discriminator is shown some of them again, so that it does
 * not forget what the generator once did. Shrivastava et al. 2017,
 * https://arxiv.org/abs/1612.07828; the form is that of Zhu et al. 2017 (CycleGAN),
 * https://arxiv.org/abs/1703.10593.
 *
 * <p>The pool is state of the run: it lies in every checkpoint. Belongs to one thread; {@link
 * #close} frees it.
 */
public final class History implements Stateful, AutoCloseable {

    private final int capacity;
    private final RandomSource random;

    /** Made all at once with the first samples, so that memory does not grow while it fills. */
    private final List<Tensor> slots = new ArrayList<>();

    private int held;

    private History(int capacity, RandomSource random) {
        this.capacity = capacity;
        this.random = random;
    }

    /**
     * An empty pool.
     *
     * @param capacity samples it holds; with 0 it gives back what it gets
     * @param random one uniform number for each sample once the pool is full, and one place for
     *     each that is exchanged
     * @throws ConfigException for a negative capacity
     */
    public static History of(int capacity, RandomSource random) {
        if (capacity < 0) {
            throw new ConfigException(
                    "history: expected a capacity of 0 or more, found " + capacity);
        }
        return new History(capacity, random);
    }

    /** How many samples it holds now. */
    public int size() {
        return held;
    }

    /**
     * What to show the discriminator instead of fresh samples: while the pool fills, the samples
     * themselves; then each is, with probability one half, left in the pool in exchange for an
     * older one.
     *
     * @param fresh [batch, ..], the same shape but for the batch every time
     * @return of the shape of {@code fresh}, without graph
     * @throws ShapeException for samples of another shape than those in the pool
     */
    public Tensor exchange(Tensor fresh) {
        if (capacity == 0) {
            return fresh.detach();
        }
        requireShapeOfPool(fresh);
        Tensor[] shown = new Tensor[(int) fresh.size(0)];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = exchangeOne(fresh.detach().narrow(0, i, 1));
        }
        return shown[0].cat(0, Arrays.copyOfRange(shown, 1, shown.length));
    }

    private Tensor exchangeOne(Tensor sample) {
        while (slots.size() < capacity) {
            slots.add(kept(sample));
        }
        if (held < capacity) {
            slots.get(held++).set(sample);
            return sample;
        }
        if (random.uniform(0, 1, 1).item() <= 0.5) {
            return sample;
        }
        Tensor slot = slots.get((int) random.integers(capacity, 1).item());
        Tensor old = slot.clone(true).to(sample.device());
        slot.set(sample);
        return old;
    }

    private static Tensor kept(Tensor sample) {
        return Scope.kept(() -> sample.clone(true));
    }

    private void requireShapeOfPool(Tensor fresh) {
        if (slots.isEmpty()) {
            return;
        }
        long[] expected = slots.get(0).shape();
        long[] found = fresh.shape();
        found[0] = 1;
        if (!Arrays.equals(expected, found)) {
            throw new ShapeException(
                    "history: expected samples of %s, as those in the pool, found %s"
                            .formatted(
                                    Arrays.toString(
                                            Arrays.copyOfRange(expected, 1, expected.length)),
                                    Arrays.toString(Arrays.copyOfRange(found, 1, found.length))));
        }
    }

    /** The samples of the pool, each [1, ..], by their place. */
    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        for (int i = 0; i < held; i++) {
            state.put(Integer.toString(i), slots.get(i));
        }
        return state;
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        if (state.size() > capacity) {
            throw new CheckpointException(
                    "history: the checkpoint has %d samples, this pool holds %d; resume with the capacity it was saved with"
                            .formatted(state.size(), capacity));
        }
        List<Tensor> restored = new ArrayList<>();
        for (int i = 0; i < state.size(); i++) {
            restored.add(kept(Stateful.take(state, Integer.toString(i))));
        }
        close();
        slots.addAll(restored);
        held = restored.size();
    }

    /** Frees and empties the pool. */
    @Override
    public void close() {
        slots.forEach(Scope::release);
        slots.clear();
        held = 0;
    }
}
