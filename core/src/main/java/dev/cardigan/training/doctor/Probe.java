package dev.cardigan.training.doctor;

import static dev.cardigan.training.doctor.Signal.*;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Judging;
import dev.cardigan.metric.ModeCoverage;
import dev.cardigan.metric.Points;
import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Run;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BinaryOperator;

/**
 * Examines a run by one evaluation pass of each player over fixed latents and samples. Draws its
 * latents once from a stream of its own and works in evaluation mode, so that the run's random
 * streams, statistics and weights stay as they are.
 */
final class Probe implements AutoCloseable {

    /** Pictures are compared with so many pixels on a side. */
    private static final int SIDE = 8;

    /** Of k nearest neighbours, as Naeem et al. 2020 recommend. */
    private static final int NEIGHBOURS = 5;

    /** A mode has its part when this share of an even split falls to it. */
    private static final double PART = 0.25;

    private final Reference reference;
    private final Generative gan;
    private final int chunk;
    private final Tensor latents;
    private final Tensor classes;
    private final Tensor real;
    private final double[] radius;
    private final double width;
    private final double realNeighbour;
    private final double freshNovelty;

    private Probe(
            Reference reference,
            Generative gan,
            int chunk,
            Tensor latents,
            Tensor classes,
            Tensor real) {
        this.reference = reference;
        this.gan = gan;
        this.chunk = chunk;
        this.latents = latents;
        this.classes = classes;
        this.real = real;
        Distances own = Scope.tidy(() -> Distances.between(real, real));
        this.radius = new double[own.ones()];
        for (int i = 0; i < radius.length; i++) {
            radius[i] = own.nearest(i, Math.min(NEIGHBOURS, radius.length - 1));
        }
        this.width = own.meanOfPairs();
        this.realNeighbour = own.medianNearest(1);
        this.freshNovelty =
                reference
                        .heldOut()
                        .map(held -> Scope.tidy(() -> novelty(small(held.real()), real)))
                        .orElse(realNeighbour);
    }

    static Probe of(Run<?> run, Generative gan, Reference reference, RandomSource latents) {
        Device device = run.plan().device();
        int count = reference.count();
        List<Tensor> fixed =
                Scope.kept(
                        () ->
                                List.of(
                                        gan.latents(latents, count).to(device),
                                        gan.labelsInTurn(count).to(device),
                                        small(reference.real().real())));
        int chunk = run.feed().batchSize();
        return new Probe(reference, gan, chunk, fixed.get(0), fixed.get(1), fixed.get(2));
    }

    /** [count, ..] as rows of few values on the CPU: pictures by the means of their patches. */
    private static Tensor small(Tensor samples) {
        Tensor plain = samples.detach().to(Device.CPU).to(DType.F32);
        boolean picture = plain.dimensions() == 4;
        long window = picture ? Math.min(plain.size(2), plain.size(3)) / SIDE : 1;
        return (window > 1 ? plain.averagePool(window) : plain).contiguous().flatten();
    }

    private static double novelty(Tensor samples, Tensor training) {
        return Distances.between(samples, training).medianNearest(0);
    }

    /**
     * What is found of the samples and the scores.
     *
     * @param samples [count, values] of the fixed latents, small
     */
    record Found(Tensor samples, Map<Signal, Double> values) {}

    /**
     * @param before the samples of the last examination
     */
    Found examine(Optional<Tensor> before) {
        return Gradient.untracked(
                () -> Mode.EVALUATION.during(() -> Scope.tidy(() -> examined(before))));
    }

    private Found examined(Optional<Tensor> before) {
        Map<Signal, Double> values = new EnumMap<>(Signal.class);
        Tensor generated = inChunks(gan::generate, latents, classes);
        Tensor samples = small(generated);
        if (samples.allFinite().item() == 0) {
            return new Found(samples, values);
        }
        spread(samples, values);
        before.ifPresent(old -> values.put(DRIFT, moved(samples, old)));
        reference.law().ifPresent(law -> modes(samples, values));
        if (gan.classes() > 1) {
            ClassMeans.compare(
                    reference.real().classes(), real, classes, samples, gan.classes(), values);
        }
        if (gan instanceof Judging judging) {
            scores(judging, generated, values);
        }
        return new Found(samples, values);
    }

    /** In parts of a training batch, which need no more memory than training does. */
    private Tensor inChunks(BinaryOperator<Tensor> network, Tensor inputs, Tensor told) {
        List<Tensor> parts = new ArrayList<>();
        for (long start = 0; start < inputs.size(0); start += chunk) {
            long count = Math.min(chunk, inputs.size(0) - start);
            parts.add(network.apply(inputs.narrow(0, start, count), told.narrow(0, start, count)));
        }
        Tensor[] rest = parts.subList(1, parts.size()).toArray(new Tensor[0]);
        return rest.length == 0 ? parts.get(0) : parts.get(0).cat(0, rest);
    }

    /**
     * Scores, one or more per sample. Judged in whole training batches, the first samples again at
     * the end of the last one, because some discriminators look at several samples together.
     */
    private Tensor judged(Judging judging, Tensor samples, Tensor told) {
        long count = samples.size(0);
        long whole = (count + chunk - 1) / chunk * chunk;
        Tensor turn =
                Tensor.arange(count)
                        .repeat((whole + count - 1) / count)
                        .narrow(0, 0, whole)
                        .to(samples.device());
        Tensor scores =
                inChunks(judging::judge, samples.indexSelect(0, turn), told.indexSelect(0, turn));
        return scores.narrow(0, 0, scores.size(0) * count / whole).to(DType.F32);
    }

    private void spread(Tensor samples, Map<Signal, Double> values) {
        Distances own = Distances.between(samples, samples);
        Distances toReal = Distances.between(real, samples);
        values.put(DIVERSITY, own.meanOfPairs() / width);
        values.put(NEIGHBOUR, own.medianNearest(1) / realNeighbour);
        int covered = 0;
        for (int i = 0; i < radius.length; i++) {
            covered += toReal.nearest(i, 0) <= radius[i] ? 1 : 0;
        }
        values.put(COVERAGE, (double) covered / radius.length);
        values.put(NOVELTY, novelty(samples, real) / freshNovelty);
    }

    private double moved(Tensor samples, Tensor before) {
        return samples.sub(before).square().sum(false, 1).sqrt().mean().item() / width;
    }

    private void modes(Tensor samples, Map<Signal, Double> values) {
        ModeCoverage coverage = ModeCoverage.of(reference.law().orElseThrow(), Points.of(samples));
        double part = PART * samples.size(0) / coverage.counts().size();
        values.put(ALL_MODES, (double) coverage.counts().size());
        values.put(
                MODES, (double) coverage.counts().stream().filter(count -> count >= part).count());
    }

    private void scores(Judging judging, Tensor generated, Map<Signal, Double> values) {
        Tensor onReal = judged(judging, reference.real().real(), reference.real().classes());
        double ofReal = onReal.mean().item();
        double ofFake = judged(judging, generated, classes).mean().item();
        values.put(GAP, ofReal - ofFake);
        OptionalDouble boundary = judging.boundary();
        if (boundary.isPresent()) {
            values.put(SIGN_REAL, onReal.sub(boundary.getAsDouble()).sign().mean().item());
        }
        reference
                .heldOut()
                .ifPresent(
                        held -> {
                            Tensor onHeld = judged(judging, held.real(), held.classes());
                            double gone = ofReal - onHeld.mean().item();
                            if (ofReal > ofFake) { // else there is no gap that could go
                                values.put(OVERFIT, gone / (ofReal - ofFake));
                            }
                        });
    }

    @Override
    public void close() {
        Scope.release(List.of(latents, classes, real));
    }
}
