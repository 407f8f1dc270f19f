package dev.cardigan.nn;

import dev.cardigan.tensor.CentralDifferences;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The derivative of every layer, with respect to its input and its weights, in F64. */
class LayerGradientTest {

    private static final Initializer INITIALIZER = Initializer.uniform(RandomStream.seeded(11));

    static Stream<Arguments> layers() {
        return Stream.of(weighted(), normalising(), weightless()).flatMap(kind -> kind);
    }

    private static Stream<Arguments> weighted() {
        Initializer i = INITIALIZER;
        Convolution flat = Convolution.of(2, 4, 3, i);
        return Stream.of(
                layer("linear", Linear.of(3, 2, i), 4, 3),
                layer("linear without bias", Linear.of(3, 2, i).withoutBias(), 4, 3),
                layer("convolution 1d", Convolution.of(1, 2, 3, 3, i).stride(2), 2, 2, 7),
                layer("convolution 2d", flat.padding(1).stride(2), 2, 2, 4, 5),
                layer("convolution 3d", Convolution.of(3, 1, 2, 2, i), 1, 1, 3, 3, 2),
                layer("dilated convolution", flat.dilation(2).withoutBias(), 1, 2, 5, 6),
                layer("grouped convolution", grouped(), 2, 4, 3, 3),
                layer("convolution that covers", flat, 3, 2, 3, 3),
                layer(
                        "convolution of blocks",
                        Convolution.of(2, 3, 4, i).stride(2).padding(1),
                        2,
                        2,
                        4,
                        6),
                layer(
                        "transposed convolution of one place",
                        TransposedConvolution.of(3, 2, 2, i),
                        2,
                        3,
                        1,
                        1),
                layer(
                        "transposed convolution of blocks",
                        TransposedConvolution.of(3, 2, 4, i).stride(2).padding(1),
                        2,
                        3,
                        2,
                        3),
                layer(
                        "transposed convolution 1d",
                        TransposedConvolution.of(1, 2, 3, 4, i).stride(2).padding(1),
                        2,
                        2,
                        4),
                layer(
                        "transposed convolution 2d",
                        TransposedConvolution.of(2, 3, 3, i).stride(2).outputPadding(1),
                        2,
                        2,
                        2,
                        3),
                layer("minibatch discrimination", comparing(), 4, 3),
                layer("maxout", Maxout.of(3, 2, 3, i), 4, 3),
                layer("prelu", PRelu.of(3), 2, 3, 2),
                layer("self-attention", openAttention(), 2, 3, 2, 2),
                layer(
                        "sequential",
                        Sequential.of(Linear.of(3, 4, i), Activation.TANH, Linear.of(4, 1, i)),
                        3,
                        3),
                layer(
                        "one place, then overwritten",
                        Sequential.of(TransposedConvolution.of(3, 2, 2, i), Activation.RELU),
                        2,
                        3,
                        1,
                        1),
                layer(
                        "covered, then overwritten",
                        Sequential.of(flat, Activation.RELU),
                        3,
                        2,
                        3,
                        3));
    }

    private static MinibatchDiscrimination comparing() {
        MinibatchDiscrimination layer = MinibatchDiscrimination.of(3, 2, 2, INITIALIZER.stream());
        layer.begun().orElseThrow().value().fill(1);
        // Directions of columns as short as 0.01 bend within a step of the differences.
        layer.weight().value().scale(20);
        return layer;
    }

    private static Convolution grouped() {
        Parameter weight = new Parameter(INITIALIZER.weight(18, 18, 4, 2, 3, 3));
        return new Convolution(weight, Optional.empty(), 1, 1, 1, 2);
    }

    private static SelfAttention openAttention() {
        SelfAttention attention = SelfAttention.of(3, INITIALIZER);
        attention.gate().value().set(Tensor.full(0.7, 1));
        return attention;
    }

    private static Stream<Arguments> normalising() {
        return Stream.of(
                layer("batch norm", BatchNorm.of(3), 4, 3),
                layer("batch norm of pictures", BatchNorm.of(2), 3, 2, 2, 2),
                layer("instance norm", InstanceNorm.plain(), 2, 2, 2, 3),
                layer("learned instance norm", InstanceNorm.learned(2), 2, 2, 2, 3),
                layer("group norm", GroupNorm.of(2, 4), 2, 4, 2, 2),
                layer("virtual batch norm", VirtualBatchNorm.of(3, 2), 4, 3),
                layer("virtual batch norm of pictures", VirtualBatchNorm.of(2, 2), 4, 2, 2, 2),
                layer("minibatch deviation", new MinibatchStandardDeviation(2, 1), 4, 3, 2),
                layer("layer norm", LayerNorm.of(3, 2), 2, 3, 2));
    }

    private static Stream<Arguments> weightless() {
        Stream<Arguments> activations =
                Stream.of(Activation.values()).map(each -> layer(each.name(), each, 3, 4));
        Stream<Arguments> others =
                Stream.of(
                        layer("leaky relu", new LeakyRelu(0.2), 3, 4),
                        layer("elu", new Elu(1.3), 3, 4),
                        layer("pack", new Pack(2), 4, 3),
                        layer("reshape", Reshape.to(2L, -1L), 2, 4, 3),
                        layer("nearest", new Resample.Nearest(2), 1, 2, 2, 3),
                        layer("bilinear", new Resample.Bilinear(2), 1, 2, 2, 3),
                        layer("average", new Resample.Average(2), 1, 2, 4, 6),
                        layer("pixel shuffle", new Resample.PixelShuffle(2), 1, 4, 2, 3));
        return Stream.concat(activations, others);
    }

    private static Arguments layer(String name, Layer layer, long... inputShape) {
        return Arguments.of(name, layer, inputShape);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void derivativesAreRight(String name, Layer layer, long[] inputShape) {
        Tensor x = CentralDifferences.values(0, inputShape);
        check(layer, x, x);
    }

    @Test
    void embeddingPassesGradientsToTheChosenRows() {
        Embedding layer = Embedding.of(4, 3, INITIALIZER);
        check(layer, Tensor.of(new long[] {2, 0, 2}, 3));
    }

    /** With u and v at rest, sigma = u^T W v is differentiated as it stands. */
    @Test
    void spectralNormIsDifferentiatedWithFixedVectors() {
        Mode.EVALUATION.during(
                () -> {
                    Tensor x = CentralDifferences.values(0, 3, 4);
                    check(Linear.of(4, 2, INITIALIZER).spectrallyNormalised(INITIALIZER), x, x);
                    Tensor picture = CentralDifferences.values(0, 1, 2, 3, 3);
                    check(
                            TransposedConvolution.of(2, 3, 2, INITIALIZER)
                                    .spectrallyNormalised(INITIALIZER),
                            picture,
                            picture);
                    return x;
                });
    }

    private static void check(Layer layer, Tensor x, Tensor... alsoLeaves) {
        layer.weights().values().forEach(weight -> weight.become(weight.to(DType.F64)));
        List<Tensor> leaves = new ArrayList<>(List.of(alsoLeaves));
        layer.parameters().forEach(parameter -> leaves.add(parameter.value()));
        // Every output element gets a weight of its own, so that no error can cancel.
        Tensor weights = CentralDifferences.values(5, layer.forward(x).shape());
        CentralDifferences.assertGradients(() -> layer.forward(x).mul(weights).sum(), leaves);
    }
}
