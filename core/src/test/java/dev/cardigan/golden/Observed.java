package dev.cardigan.golden;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.optim.Constraint;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A GAN whose losses and gradients are written down as they pass. Its phases come in the order in
 * which the file's players take their turns; nothing else about them is changed.
 *
 * @param players what the file calls whoever moves in a phase, by the phase's name, in order
 * @param watched values each phase only looks at, grows with every update
 */
record Observed<B>(
        Gan<B> gan, Journal journal, Map<String, String> players, List<Map<String, Double>> watched)
        implements Gan<B> {

    static <B> Observed<B> of(Gan<B> gan, Map<String, String> players) {
        return new Observed<>(gan, new Journal(), players, new ArrayList<>());
    }

    @Override
    public List<Phase<B>> phases() {
        return players.keySet().stream().map(this::named).map(this::observed).toList();
    }

    private Phase<B> named(String name) {
        return gan.phases().stream()
                .filter(phase -> phase.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no phase " + name));
    }

    private Phase<B> observed(Phase<B> phase) {
        String player = players.get(phase.name());
        List<Constraint> constraints = new ArrayList<>();
        constraints.add(journal.gradients(player, phase.networks()));
        constraints.addAll(phase.constraints());
        return new Phase<>(
                phase.name(),
                phase.networks(),
                phase.rule(),
                List.of(batch -> noted(player, phase.loss().apply(batch))),
                phase.schedule(),
                constraints,
                phase.every(),
                phase.times(),
                phase.lookAhead(),
                phase.pace());
    }

    private Loss noted(String player, Loss loss) {
        journal.loss(player, loss);
        loss.watched()
                .forEach((name, value) -> watched.add(Map.of(player + "/" + name, value.item())));
        return loss;
    }

    /** What a player watched under a name, in order. */
    double[] watched(String player, String name) {
        return watched.stream()
                .filter(each -> each.containsKey(player + "/" + name))
                .mapToDouble(each -> each.get(player + "/" + name))
                .toArray();
    }

    /** The gradients of a network's weights in the first update of a player. */
    void checkGradients(Ledger ledger, String player, String network, GoldenNetwork weights) {
        Map<Tensor, double[]> first = journal.firstGradients(player);
        weights.weights()
                .forEach(
                        (name, weight) ->
                                ledger.check(
                                        "grad." + network + "." + name + ".0", first.get(weight)));
    }
}
