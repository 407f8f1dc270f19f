package dev.cardigan.golden;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.Condition;
import dev.cardigan.nn.Network;
import dev.cardigan.optim.Constraint;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Two players whose losses and gradients are written down as they pass. The phases are those of
 * {@link TwoPlayer}; nothing about them is changed.
 */
record Witness<C extends Condition<C>>(TwoPlayer<C> players, Journal journal)
        implements Gan<Batch<C>>, Generative {

    @Override
    public List<Phase<Batch<C>>> phases() {
        return players.phases().stream().map(this::watched).toList();
    }

    @Override
    public void at(long step) {
        players.at(step);
    }

    private Phase<Batch<C>> watched(Phase<Batch<C>> phase) {
        String player = Journal.player(phase);
        List<Constraint> constraints = new ArrayList<>();
        constraints.add(journal.gradients(player, phase.networks()));
        constraints.addAll(phase.constraints());
        return new Phase<>(
                phase.name(),
                phase.networks(),
                phase.rule(),
                List.of(
                        batch -> {
                            Loss loss = phase.loss().apply(batch);
                            journal.loss(player, loss);
                            return loss;
                        }),
                phase.schedule(),
                constraints,
                phase.every(),
                phase.times(),
                phase.lookAhead(),
                phase.pace());
    }

    @Override
    public Network sampler() {
        return players.sampler();
    }

    @Override
    public Tensor latents(RandomSource source, long count) {
        return players.latents(source, count);
    }

    @Override
    public int classes() {
        return players.classes();
    }

    @Override
    public Tensor generate(Tensor latents, Tensor classes) {
        return players.generate(latents, classes);
    }
}
