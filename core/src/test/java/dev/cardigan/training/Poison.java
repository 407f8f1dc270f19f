package dev.cardigan.training;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.adversarial.regularizer.Regularizer;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Network;
import dev.cardigan.nn.None;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/**
 * Two players, one of whose losses goes bad once {@code armed}.
 *
 * @param side name of the phase that goes bad
 * @param spoil from the good loss and the network that moves to the bad one
 */
record Poison(
        TwoPlayer<None> players,
        AtomicBoolean armed,
        String side,
        BiFunction<Loss, Network, Loss> spoil)
        implements Gan<Batch<None>>, Generative {

    /** Puts NaN in the middle of a tensor. */
    static void into(Tensor tensor) {
        float[] values = tensor.toFloats();
        values[values.length / 2] = Float.NaN;
        tensor.set(Tensor.of(values, tensor.shape()));
    }

    /** A term that is NaN. */
    static Loss badValue(Loss loss, Network network) {
        return loss.plus("adversarial", Tensor.full(Double.NaN));
    }

    /** A term that is 0 and whose gradient is not a number: the root of 0. */
    static Loss badGradient(Loss loss, Network network) {
        Tensor weight = network.parameters().get(0).value();
        return loss.plus("root", weight.sub(weight.detach()).square().sum().sqrt());
    }

    /** A penalty that is 0 until armed, then infinite. */
    record Penalty(AtomicBoolean armed) implements Regularizer {
        @Override
        public Tensor penalty(
                Layer onReal, Layer onFake, Tensor real, Tensor fake, RandomSource random) {
            double price = armed.get() ? Double.POSITIVE_INFINITY : 0;
            return onReal.forward(real).mean().mul(0).add(price);
        }

        @Override
        public String name() {
            return "sour";
        }
    }

    @Override
    public List<Phase<Batch<None>>> phases() {
        return players.phases().stream().map(this::spoiled).toList();
    }

    private Phase<Batch<None>> spoiled(Phase<Batch<None>> phase) {
        if (!phase.name().equals(side)) {
            return phase;
        }
        Network network = phase.networks().get(0);
        return Phase.of(
                phase.name(),
                phase.rule(),
                batch -> {
                    Loss loss = phase.loss().apply(batch);
                    return armed.get() ? spoil.apply(loss, network) : loss;
                },
                network);
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
