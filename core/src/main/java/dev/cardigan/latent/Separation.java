package dev.cardigan.latent;

import dev.cardigan.error.ConfigException;
import dev.cardigan.optim.Adam;
import dev.cardigan.optim.Gradients;
import dev.cardigan.optim.Optimizer;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Precision;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The direction that separates codes of one kind from codes of another: the normal of the plane
 * between them. Shen et al. 2020 (InterFaceGAN), https://arxiv.org/abs/1907.10786, section 2.2.
 *
 * @param vector unit vector towards the first kind, [length]
 * @param accuracy on the quarter of the codes that was held out, 0 to 1; by chance it is that of
 *     the larger kind
 */
public record Separation(Tensor vector, double accuracy) {

    /** Fewer of a kind cannot be told from chance. */
    public static final int FEWEST = 8;

    private static final int HELD_OUT = 4;
    private static final int STEPS = 300;
    private static final double RATE = 0.05;

    /** Weight of the squared length: the plane stays finite where kinds do not overlap. */
    private static final double DECAY = 1e-2;

    /** How the plane is found. */
    public enum Plane {
        /** Across the line from mean to mean. */
        MEAN,
        /** By logistic regression. */
        LOGISTIC
    }

    /**
     * @param codes [n, length]
     * @param isFirst for each code whether it is of the first kind
     * @throws ConfigException with fewer than 8 of a kind
     */
    public static Separation of(Tensor codes, boolean[] isFirst, Plane plane) {
        int first = 0;
        for (boolean is : isFirst) {
            first += is ? 1 : 0;
        }
        if (first < FEWEST || isFirst.length - first < FEWEST) {
            throw new ConfigException(
                    "directions: expected at least %d pictures of either kind, found %d of one and %d of the other; draw more with --samples"
                            .formatted(FEWEST, first, isFirst.length - first));
        }
        return Scope.tidy(
                () ->
                        Precision.FP32.during(
                                codes.device(),
                                () -> found(codes.detach().to(DType.F32), isFirst, plane)));
    }

    private static Separation found(Tensor codes, boolean[] isFirst, Plane plane) {
        Tensor centred = codes.sub(codes.mean(true, 0));
        Tensor scaled = centred.div(centred.square().mean().add(1e-12).sqrt());
        Tensor signs = signs(isFirst, codes); // [n, 1], 1 and -1
        Tensor known = chosen(isFirst.length, false).to(codes.device());
        Tensor held = chosen(isFirst.length, true).to(codes.device());
        Tensor points = scaled.indexSelect(0, known);
        Tensor kinds = signs.indexSelect(0, known);
        Tensor normal = plane == Plane.MEAN ? between(points, kinds) : logistic(points, kinds);
        Tensor line = points.matmul(normal);
        // The plane lies half way between the means along its normal.
        double middle = (mean(line, kinds, 1) + mean(line, kinds, -1)) / 2;
        Tensor right =
                scaled.indexSelect(0, held)
                        .matmul(normal)
                        .sub(middle)
                        .mul(signs.indexSelect(0, held));
        Tensor unit = normal.div(normal.square().sum().add(1e-24).sqrt());
        return new Separation(unit.reshape(-1), right.greater(0).mean().item());
    }

    private static Tensor signs(boolean[] isFirst, Tensor like) {
        float[] signs = new float[isFirst.length];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = isFirst[i] ? 1 : -1;
        }
        return Tensor.of(signs, signs.length, 1).to(like.device());
    }

    /** Every fourth code, or the others. */
    private static Tensor chosen(int count, boolean heldOut) {
        long[] index = new long[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            if ((i % HELD_OUT == 0) == heldOut) {
                index[size++] = i;
            }
        }
        return Tensor.of(Arrays.copyOf(index, size), size);
    }

    private static Tensor between(Tensor points, Tensor kinds) {
        Tensor of = kinds.greater(0);
        Tensor other = kinds.less(0);
        Tensor one = points.mul(of).sum(false, 0).div(of.sum());
        Tensor two = points.mul(other).sum(false, 0).div(other.sum());
        return one.sub(two).unsqueeze(1);
    }

    private static double mean(Tensor line, Tensor kinds, int kind) {
        Tensor of = kinds.mul(kind).greater(0);
        return line.mul(of).sum().div(of.sum()).item();
    }

    /** Minimises mean log(1 + exp(-sign (x n + b))) + decay |n|^2; both kinds weigh the same. */
    private static Tensor logistic(Tensor points, Tensor kinds) {
        Parameter normal = new Parameter(Tensor.zeros(points.size(1), 1).to(points.device()));
        Parameter bias = new Parameter(Tensor.zeros(1).to(points.device()));
        Tensor first = kinds.greater(0);
        Tensor second = kinds.less(0);
        Tensor weights = first.div(first.sum()).add(second.div(second.sum())).mul(0.5);
        try (Optimizer optimizer =
                Optimizer.of(Adam.rate(RATE), Map.of("normal", normal, "bias", bias))) {
            for (int step = 0; step < STEPS; step++) {
                Scope.run(
                        () -> {
                            optimizer.zeroGradients();
                            optimizer.awake(
                                    () -> {
                                        Tensor side =
                                                points.matmul(normal.value()).add(bias.value());
                                        Tensor loss =
                                                side.mul(kinds).neg().softplus().mul(weights).sum();
                                        Tensor length = normal.value().square().sum().mul(DECAY);
                                        loss.add(length).backward();
                                        return List.of();
                                    });
                            Gradient.untracked(
                                    () ->
                                            optimizer.step(
                                                    Gradients.of(optimizer.gradients()), RATE));
                        });
            }
            return normal.value().detach().clone(false);
        } finally {
            Scope.release(List.of(normal, bias));
        }
    }
}
