package dev.cardigan.golden;

import dev.cardigan.nn.Activation;
import dev.cardigan.nn.Elu;
import dev.cardigan.nn.FirFilter;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.MinibatchStandardDeviation;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.EqualisedLinear;
import dev.cardigan.zoo.block.GainedActivation;
import dev.cardigan.zoo.block.ModulatedConvolution;
import dev.cardigan.zoo.block.ResampledConvolution;
import dev.cardigan.zoo.block.StyleMapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** StyleGAN2's single operations, each with the gradients of its inputs. */
final class StyleOperationsRunner implements Runner {

    @Override
    public boolean takes(GoldenFile file) {
        return file.id().startsWith("StyleGAN2 single operations");
    }

    @Override
    public String kind(GoldenFile file) {
        return "operations of StyleGAN2";
    }

    @Override
    public Bound bound(GoldenFile file) {
        return Bound.ofNetwork(file);
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        for (Config each : file.config().children("cases")) {
            new Case(file, ledger, each, each.text("name")).run();
        }
    }

    private record Case(GoldenFile file, Ledger ledger, Config config, String name) {

        private static final String COTANGENT = "cotangent";

        void run() {
            String prefix = "input." + name + ".";
            List<String> names = new ArrayList<>();
            for (String each : file.names(prefix)) {
                if (!each.endsWith("." + COTANGENT)) {
                    names.add(each.substring(prefix.length()));
                }
            }
            List<Tensor> inputs =
                    names.stream().map(each -> input(each).requireGradient(true)).toList();
            Tensor y = result(new Inputs(names, inputs));
            ledger.check("output." + name + ".y", y);
            List<Tensor> gradients = Gradient.of(y.mul(input(COTANGENT)), inputs, false);
            for (int i = 0; i < names.size(); i++) {
                ledger.check("grad." + name + "." + names.get(i), gradients.get(i));
            }
        }

        private record Inputs(List<String> names, List<Tensor> tensors) {
            Tensor get(String name) {
                return tensors.get(names.indexOf(name));
            }

            Optional<Tensor> find(String name) {
                return names.contains(name) ? Optional.of(get(name)) : Optional.empty();
            }
        }

        private Tensor input(String argument) {
            return file.tensor("input." + name + "." + argument);
        }

        private Tensor result(Inputs inputs) {
            return switch (config.text("op")) {
                case "bias_act" -> biased(inputs);
                case "modulated_conv2d" -> modulated(inputs);
                case "conv2d_resample" ->
                        resampled(config.flag("flip_weight"), config.whole("groups"))
                                .of(inputs.get("x"), inputs.get("weight"));
                case "normalize_2nd_moment" -> StyleMapping.normalised(inputs.get("x"));
                case "minibatch_std" ->
                        new MinibatchStandardDeviation(
                                        config.whole("group_size", 0), config.whole("num_channels"))
                                .forward(inputs.get("x"));
                case "fully_connected" -> connected(inputs);
                default -> throw new IllegalArgumentException("no operation for " + config);
            };
        }

        private Tensor biased(Inputs inputs) {
            Tensor x = inputs.get("x");
            long[] perChannel = new long[x.dimensions() - 1];
            Arrays.fill(perChannel, 1);
            perChannel[0] = -1;
            GainedActivation activation = activation(config.text("act"));
            OptionalDouble limit =
                    config.has("clamp")
                            ? OptionalDouble.of(config.number("clamp"))
                            : OptionalDouble.empty();
            return new GainedActivation(
                            activation.activation(),
                            config.number("gain", activation.gain()),
                            limit)
                    .forward(x.add(inputs.get("b").reshape(perChannel)));
        }

        private GainedActivation activation(String kind) {
            Layer layer =
                    switch (kind) {
                        case "linear" -> x -> x;
                        case "lrelu" -> new LeakyRelu(config.number("alpha", 0.2));
                        case "relu" -> Activation.RELU;
                        case "tanh" -> Activation.TANH;
                        case "sigmoid" -> Activation.SIGMOID;
                        case "elu" -> new Elu(1);
                        case "selu" -> Activation.SELU;
                        case "softplus" -> Activation.SOFTPLUS;
                        case "swish" -> Activation.SILU;
                        default -> throw new IllegalArgumentException("no activation " + kind);
                    };
            boolean halves = List.of("lrelu", "relu", "swish").contains(kind);
            return GainedActivation.of(layer, halves ? Math.sqrt(2) : 1);
        }

        private Tensor modulated(Inputs inputs) {
            ModulatedConvolution convolution =
                    new ModulatedConvolution(
                            resampled(config.flag("flip_weight"), 1), config.flag("demodulate"), 1);
            Tensor x = inputs.get("x");
            Tensor weight = inputs.get("weight");
            Tensor styles = inputs.get("styles");
            Optional<Tensor> noise = inputs.find("noise");
            return config.flag("fused_modconv")
                    ? convolution.scalingKernels(x, weight, styles, noise)
                    : convolution.scalingPictures(x, weight, styles, noise);
        }

        private ResampledConvolution resampled(boolean laidOn, long groups) {
            Optional<FirFilter> filter = Optional.empty();
            if (config.has("filter")) {
                double[] taps =
                        Arrays.stream(config.wholes("filter"))
                                .mapToDouble(Long::longValue)
                                .toArray();
                FirFilter made = FirFilter.of(taps);
                filter = Optional.of(config.flag("flip_filter") ? made.flipped() : made);
            }
            return new ResampledConvolution(
                    filter,
                    config.whole("up", 1),
                    config.whole("down", 1),
                    border(),
                    groups,
                    !laidOn);
        }

        private ResampledConvolution.Border border() {
            if (config.values().get("padding") instanceof Number all) {
                int pixels = all.intValue();
                return new ResampledConvolution.Border(pixels, pixels, pixels, pixels);
            }
            Long[] sides = config.wholes("padding");
            return new ResampledConvolution.Border(
                    sides[0].intValue(),
                    sides[1].intValue(),
                    sides[2].intValue(),
                    sides[3].intValue());
        }

        private Tensor connected(Inputs inputs) {
            return new EqualisedLinear(
                            new Parameter(inputs.get("weight")),
                            Optional.of(new Parameter(inputs.get("bias"))),
                            config.number("lr_multiplier"),
                            activation(config.text("activation")))
                    .forward(inputs.get("x"));
        }
    }
}
