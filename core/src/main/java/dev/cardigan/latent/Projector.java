package dev.cardigan.latent;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DivergedException;
import dev.cardigan.optim.Adam;
import dev.cardigan.optim.Gradients;
import dev.cardigan.optim.Optimizer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From a picture back to the code that the generator would draw it from, by descent. Karras et al.
 * 2020, https://arxiv.org/abs/1912.04958, appendix D.
 *
 * @param steps of Adam
 * @param rate of Adam, before ramps
 * @param rampUp share of the steps in which the rate rises from 0, straight
 * @param rampDown share of the steps in which it falls to 0, as a cosine
 * @param noise on the code at the start, as a share of the codes' deviation
 * @param noiseEnd share of the steps after which that noise has gone, quadratically
 * @param regularity weight of what keeps the generator's noise free of pictures
 * @param layerwise whether every layer gets a code of its own: w+
 */
public record Projector(
        int steps,
        double rate,
        double rampUp,
        double rampDown,
        double noise,
        double noiseEnd,
        double regularity,
        boolean layerwise) {

    public static final Projector PAPER =
            new Projector(1000, 0.1, 0.05, 0.25, 0.05, 0.75, 1e5, false);

    /** Samples of which the paper takes mean and deviation of the codes. */
    public static final int SAMPLES = 10_000;

    /**
     * Where descent begins.
     *
     * @param code [1, 1, length]
     * @param deviation of the codes: the root of the mean squared distance from their mean
     * @param classes I64 [1], looked at only where there are classes
     */
    public record Start(Tensor code, double deviation, Tensor classes) {

        /** The mean of codes [n, length]. */
        public static Start mean(Tensor codes, Tensor classes) {
            Tensor mean = codes.mean(true, 0);
            double deviation = deviation(codes, mean);
            return new Start(mean.unsqueeze(0), deviation, classes);
        }

        /** That of many codes [n, length], with the classes [n], whose picture is nearest. */
        public static Start nearest(Tensor codes, Tensor classes, Tensor distances) {
            Tensor place = distances.neg().argmax(0).reshape(1);
            return new Start(
                    codes.indexSelect(0, place).unsqueeze(0),
                    deviation(codes, codes.mean(true, 0)),
                    classes.indexSelect(0, place));
        }

        private static double deviation(Tensor codes, Tensor mean) {
            return Math.sqrt(codes.sub(mean).square().sum(false, 1).mean().item());
        }
    }

    /**
     * What was found.
     *
     * @param codes [1, layers, length]
     * @param noises [1, 1, side, side] each
     * @param distances at every step
     */
    public record Found(Tensor codes, List<Tensor> noises, List<Double> distances) {}

    /** Hears of every step. */
    @FunctionalInterface
    public interface Watcher {
        void at(int step, double distance);
    }

    public Projector {
        if (steps < 1 || !(rate > 0) || noise < 0 || regularity < 0) {
            throw new ConfigException(
                    "project: expected at least 1 step, a rate above 0 and no negative noise, found %d, %s and %s"
                            .formatted(steps, rate, noise));
        }
    }

    public Projector withSteps(int count) {
        return new Projector(count, rate, rampUp, rampDown, noise, noiseEnd, regularity, layerwise);
    }

    /** With a code for every layer. */
    public Projector inEveryLayer() {
        return new Projector(steps, rate, rampUp, rampDown, noise, noiseEnd, regularity, true);
    }

    /** The rate at a step. */
    double rateAt(int step) {
        double done = (double) step / steps;
        double down = Math.min(1, (1 - done) / rampDown);
        return rate * (0.5 - 0.5 * Math.cos(down * Math.PI)) * Math.min(1, done / rampUp);
    }

    /** Deviation of the noise on the code at a step, as a share of the codes' deviation. */
    double noiseAt(int step) {
        double left = Math.max(0, 1 - (double) step / steps / noiseEnd);
        return noise * left * left;
    }

    /**
     * Descends; the generator must be in evaluation mode.
     *
     * @param random what noises start from and codes are shaken by
     * @throws DivergedException if a distance is not finite
     */
    public Found find(
            Space space, Start start, Distance distance, RandomSource random, Watcher watcher) {
        Parameter code = begun(space, start);
        List<Parameter> noises =
                space.noises().stream()
                        .map(each -> begun(random.normal(1, 1, each.size(0), each.size(1)), each))
                        .toList();
        Map<String, Parameter> moved = new LinkedHashMap<>(Map.of("code", code));
        for (int i = 0; i < noises.size(); i++) {
            moved.put("noise" + i, noises.get(i));
        }
        List<Double> distances = new ArrayList<>();
        try (Optimizer optimizer = Optimizer.of(Adam.rate(rate), moved)) {
            for (int step = 0; step < steps; step++) {
                int now = step;
                Scope.run(
                        () -> {
                            Descent descent = new Descent(space, start, code, noises, random);
                            double apart = descended(descent, optimizer, distance, now);
                            distances.add(apart);
                            watcher.at(now + 1, apart);
                        });
            }
            return new Found(
                    everywhere(space, code.value()).detach().clone(false),
                    noises.stream().map(each -> each.value().detach().clone(false)).toList(),
                    List.copyOf(distances));
        } finally {
            Scope.release(moved);
        }
    }

    /** What one step works on. */
    private record Descent(
            Space space,
            Start start,
            Parameter code,
            List<Parameter> noises,
            RandomSource random) {}

    private Parameter begun(Space space, Start start) {
        Tensor code = layerwise ? everywhere(space, start.code()) : start.code();
        return begun(code, start.code());
    }

    private static Parameter begun(Tensor value, Tensor beside) {
        return new Parameter(value.to(beside.device()).detach().clone(false).contiguous());
    }

    private static Tensor everywhere(Space space, Tensor code) {
        return code.expand(-1, space.layers(), -1);
    }

    private double descended(Descent on, Optimizer optimizer, Distance distance, int step) {
        double shake = on.start().deviation() * noiseAt(step);
        optimizer.zeroGradients();
        Tensor apart =
                optimizer.awake(
                        () -> {
                            Tensor code = on.code().value();
                            Tensor shaken =
                                    on.random()
                                            .normal(code.shape())
                                            .to(code.device())
                                            .mul(shake)
                                            .add(code);
                            List<Tensor> noises =
                                    on.noises().stream().map(Parameter::value).toList();
                            Tensor pictures =
                                    on.space()
                                            .paint(
                                                    everywhere(on.space(), shaken),
                                                    on.start().classes(),
                                                    noises);
                            Tensor sum = distance.of(pictures).sum();
                            NoiseRegularity.of(noises)
                                    .map(price -> sum.add(price.mul(regularity)))
                                    .orElse(sum)
                                    .backward();
                            return sum.detach();
                        });
        double value = apart.item();
        if (!Double.isFinite(value)) {
            throw new DivergedException(
                    "project: the distance at step %d is %s; lower --rate".formatted(step, value));
        }
        Gradient.untracked(
                () -> {
                    optimizer.step(Gradients.of(optimizer.gradients()), rateAt(step));
                    on.noises().forEach(each -> NoiseRegularity.normalise(each.value()));
                });
        return value;
    }
}
