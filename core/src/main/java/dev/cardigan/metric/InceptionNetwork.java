package dev.cardigan.metric;

import dev.cardigan.error.CheckpointException;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Windows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Inception-v3 as FID uses it: Szegedy et al. 2016, https://arxiv.org/abs/1512.00567, in the
 * variant that Heusel et al. 2017 (https://arxiv.org/abs/1706.08500) measured with: averages leave
 * out the padding, and the last block takes a maximum. Only evaluated, so batch normalisation
 * (epsilon 0.001) is folded into the convolutions. Weights have the names of the published
 * checkpoint, {@code Mixed_5b.branch1x1.conv.weight}.
 *
 * @param units convolutions by name
 * @param classifier [classes, 2048], where the weights have it
 */
public record InceptionNetwork(Map<String, Unit> units, Optional<Tensor> classifier) {

    private static final double EPSILON = 1e-3;
    private static final String KERNEL = ".conv.weight";

    /**
     * A convolution with its normalisation folded in, and ReLU.
     *
     * @param kernel [out, in, height, width]
     * @param bias [out]
     */
    public record Unit(Tensor kernel, Tensor bias) {

        static Unit of(String name, Map<String, Tensor> weights) {
            Tensor kernel = named(weights, name + KERNEL);
            Tensor mean = named(weights, name + ".bn.running_mean");
            Tensor variance = named(weights, name + ".bn.running_var");
            Tensor scale = named(weights, name + ".bn.weight").div(variance.add(EPSILON).sqrt());
            return new Unit(
                    kernel.mul(scale.reshape(-1, 1, 1, 1)).channelsLast(),
                    named(weights, name + ".bn.bias").sub(mean.mul(scale)));
        }

        /** Keeps the size. */
        Tensor same(Tensor x) {
            Tensor padded = Windows.padZeros(x, kernel.size(2) / 2, kernel.size(3) / 2);
            return padded.conv(kernel, Optional.of(bias), 1, 0, 1, 1).relu();
        }

        /** Without padding. */
        Tensor valid(Tensor x, long stride) {
            return x.conv(kernel, Optional.of(bias), stride, 0, 1, 1).relu();
        }
    }

    /**
     * What is seen on the way, for finding where two implementations part.
     *
     * @param block0 [n, 64, 73, 73]
     * @param block1 [n, 192, 35, 35]
     * @param block2 [n, 768, 17, 17]
     * @param features [n, 2048]
     */
    public record Trace(Tensor block0, Tensor block1, Tensor block2, Tensor features) {}

    /**
     * @throws CheckpointException if a weight is missing
     */
    public static InceptionNetwork of(Map<String, Tensor> weights) {
        Map<String, Unit> units = new LinkedHashMap<>();
        for (String weight : weights.keySet()) {
            if (weight.endsWith(KERNEL) && !weight.startsWith("AuxLogits")) {
                String name = weight.substring(0, weight.length() - KERNEL.length());
                units.put(name, Unit.of(name, weights));
            }
        }
        return new InceptionNetwork(units, Optional.ofNullable(weights.get("fc.weight")));
    }

    private static Tensor named(Map<String, Tensor> weights, String name) {
        Tensor found = weights.get(name);
        if (found == null) {
            throw missing(name);
        }
        return found;
    }

    private static CheckpointException missing(String name) {
        return new CheckpointException(
                "no weight '%s' in it: expected Inception-v3 in the variant for FID"
                        .formatted(name));
    }

    /**
     * @param x [n, 3, 299, 299] in [-1, 1]
     * @throws CheckpointException if a weight is missing
     */
    public Trace trace(Tensor x) {
        Tensor stem =
                same("Conv2d_2b_3x3", valid("Conv2d_2a_3x3", valid("Conv2d_1a_3x3", x, 2), 1));
        Tensor block0 = Windows.maxPool(stem, 3, 2, 0);
        Tensor narrow = valid("Conv2d_4a_3x3", same("Conv2d_3b_1x1", block0), 1);
        Tensor block1 = Windows.maxPool(narrow, 3, 2, 0);
        Tensor a = five("Mixed_5d", five("Mixed_5c", five("Mixed_5b", block1)));
        Tensor b = sevens(shrinkToSeventeen("Mixed_6a", a));
        Tensor c = nine("Mixed_7b", shrinkToEight("Mixed_7a", b), average(3));
        Tensor d = nine("Mixed_7c", c, pictures -> Windows.maxPool(pictures, 3, 1, 1));
        return new Trace(block0, block1, b, d.mean(false, 2, 3));
    }

    private interface Pool {
        Tensor of(Tensor x);
    }

    private static Pool average(long window) {
        return x -> Windows.averagePool(x, window, 1, window / 2);
    }

    /** 35x35. */
    private Tensor five(String name, Tensor x) {
        Branches of = new Branches(name);
        return of.chain(x, "branch1x1")
                .cat(
                        1,
                        of.chain(x, "branch5x5_1", "branch5x5_2"),
                        of.chain(x, "branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"),
                        of.chain(average(3).of(x), "branch_pool"));
    }

    /** 35x35 to 17x17. */
    private Tensor shrinkToSeventeen(String name, Tensor x) {
        Branches of = new Branches(name);
        return of.halved(x, "branch3x3")
                .cat(
                        1,
                        of.halved(
                                of.chain(x, "branch3x3dbl_1", "branch3x3dbl_2"), "branch3x3dbl_3"),
                        Windows.maxPool(x, 3, 2, 0));
    }

    /** 17x17, four times. */
    private Tensor sevens(Tensor x) {
        Tensor y = x;
        for (String name : new String[] {"Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e"}) {
            y = seven(name, y);
        }
        return y;
    }

    private Tensor seven(String name, Tensor x) {
        Branches of = new Branches(name);
        return of.chain(x, "branch1x1")
                .cat(
                        1,
                        of.chain(x, "branch7x7_1", "branch7x7_2", "branch7x7_3"),
                        of.chain(
                                x,
                                "branch7x7dbl_1",
                                "branch7x7dbl_2",
                                "branch7x7dbl_3",
                                "branch7x7dbl_4",
                                "branch7x7dbl_5"),
                        of.chain(average(3).of(x), "branch_pool"));
    }

    /** 17x17 to 8x8. */
    private Tensor shrinkToEight(String name, Tensor x) {
        Branches of = new Branches(name);
        Tensor seven = of.chain(x, "branch7x7x3_1", "branch7x7x3_2", "branch7x7x3_3");
        return of.halved(of.chain(x, "branch3x3_1"), "branch3x3_2")
                .cat(1, of.halved(seven, "branch7x7x3_4"), Windows.maxPool(x, 3, 2, 0));
    }

    /** 8x8. */
    private Tensor nine(String name, Tensor x, Pool pool) {
        Branches of = new Branches(name);
        Tensor three = of.chain(x, "branch3x3_1");
        Tensor twice = of.chain(x, "branch3x3dbl_1", "branch3x3dbl_2");
        return of.chain(x, "branch1x1")
                .cat(
                        1,
                        of.chain(three, "branch3x3_2a"),
                        of.chain(three, "branch3x3_2b"),
                        of.chain(twice, "branch3x3dbl_3a"),
                        of.chain(twice, "branch3x3dbl_3b"),
                        of.chain(pool.of(x), "branch_pool"));
    }

    /** The units of one block. */
    private final class Branches {
        private final String block;

        private Branches(String block) {
            this.block = block;
        }

        private Tensor chain(Tensor x, String... names) {
            Tensor y = x;
            for (String name : names) {
                y = same(block + "." + name, y);
            }
            return y;
        }

        private Tensor halved(Tensor x, String name) {
            return valid(block + "." + name, x, 2);
        }
    }

    private Tensor same(String name, Tensor x) {
        return unit(name).same(x);
    }

    private Tensor valid(String name, Tensor x, long stride) {
        return unit(name).valid(x, stride);
    }

    private Unit unit(String name) {
        Unit found = units.get(name);
        if (found == null) {
            throw missing(name + KERNEL);
        }
        return found;
    }
}
