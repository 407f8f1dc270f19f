package dev.cardigan.training;

import dev.cardigan.adversarial.Phase;
import dev.cardigan.tensor.Stateful;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is changed on a run under way, as named doses: factors of learning rates, more updates per
 * turn, weights of penalties. A GAN that carries one in its tree is trained by it, and it is saved
 * with the GAN's random streams; any other is trained as it is.
 */
public final class Treatment implements Stateful {

    private final Map<String, Double> doses = new TreeMap<>();

    /** The one in the GAN's tree, else one that changes nothing. */
    static Treatment of(Object gan) {
        return Tree.leaves(gan, Treatment.class).values().stream()
                .findFirst()
                .orElseGet(Treatment::new);
    }

    /** The dose of this name; 0 for one never given. */
    public double dose(String name) {
        return doses.getOrDefault(name, 0.0);
    }

    public void give(String name, double dose) {
        doses.put(name, dose);
    }

    /** Factor of the learning rate of the phases of this name. */
    public double rate(String phase) {
        return doses.getOrDefault("rate/" + phase, 1.0);
    }

    /** Multiplies the learning rate of the phases of this name, once more. */
    public void slow(String phase, double factor) {
        give("rate/" + phase, rate(phase) * factor);
    }

    /** Updates per turn; lazy phases keep theirs. */
    int times(Phase<?> phase) {
        return phase.every() > 1 ? phase.times() : phase.times() + extra(phase.name());
    }

    /** Updates per turn beyond those of the phase. */
    public int extra(String phase) {
        return (int) dose("times/" + phase);
    }

    public void giveExtra(String phase, int updates) {
        give("times/" + phase, updates);
    }

    /** All doses by name. */
    public Map<String, Double> doses() {
        return new LinkedHashMap<>(doses);
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        doses.forEach((name, dose) -> state.put(name, Tensor.of(new double[] {dose}, 1)));
        return state;
    }

    @Override
    public void restore(Map<String, Tensor> saved) {
        doses.clear();
        saved.forEach((name, dose) -> doses.put(name, dose.toDoubles()[0]));
    }
}
