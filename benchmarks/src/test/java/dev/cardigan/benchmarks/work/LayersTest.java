package dev.cardigan.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.data.SampleShape;
import dev.cardigan.nn.Network;
import dev.cardigan.nn.None;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tree;
import dev.cardigan.zoo.CycleGan;
import dev.cardigan.zoo.Dcgan;
import dev.cardigan.zoo.Recipe;
import dev.cardigan.zoo.StyleGan2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted is what is trained: as many weights, layer by layer. */
class LayersTest {

    @Test
    void dcganIsThatOfTheZoo() {
        TwoPlayer<None> gan = Dcgan.of(Dcgan.Settings.PAPER, sample(128), new Randomness(1));
        DcganLayers layers = new DcganLayers(128, 64);

        assertThat(kernels(gan.generator())).isEqualTo(sizes(layers.generator()));
        assertThat(kernels(gan.discriminator())).isEqualTo(sizes(layers.discriminator()));
    }

    @Test
    void cycleGanIsThatOfTheZoo() {
        for (int side : new int[] {128, 256}) {
            CycleGan gan = (CycleGan) CycleGan.RECIPE.make(sample(side), new Randomness(1));
            CycleGanLayers layers = new CycleGanLayers(side);

            assertThat(kernels(gan.generators().b())).isEqualTo(sizes(layers.generator()));
            assertThat(kernels(gan.judges().b())).isEqualTo(sizes(layers.judge()));
        }
    }

    @Test
    void styleGan2IsThatOfTheZoo() {
        TwoPlayer<?> small = (TwoPlayer<?>) StyleGan2.RECIPE.make(sample(64), new Randomness(1));
        TwoPlayer<?> paper = StyleGan2.of(StyleGan2.Settings.PAPER, sample(256), new Randomness(1));

        assertIs(small, new StyleGan2Layers(64, 1024, 128, 128, 2));
        assertIs(paper, new StyleGan2Layers(256, 32768, 512, 512, 8));
    }

    @Test
    void publishedCountsAreMet() {
        // Li et al. 2020 (GAN compression, https://arxiv.org/abs/2003.08936) give 56.8 GMAC for the
        // generator of nine blocks at 256x256, transposed convolutions taken at every output pixel:
        // four times what they multiply.
        List<Convolution> generator = new CycleGanLayers(256).generator();
        List<Convolution> enlarging = generator.stream().filter(Convolution::transposed).toList();
        long flops = Flops.convolutions(generator) + 3 * Flops.convolutions(enlarging);

        assertThat(flops / 2e9).isCloseTo(56.8, within(0.05));
    }

    private static void assertIs(TwoPlayer<?> gan, StyleGan2Layers layers) {
        assertThat(kernels(gan.generator())).isEqualTo(sizes(layers.synthesis()));
        assertThat(matrices(gan.generator())).isEqualTo(products(layers.styles()));
        assertThat(kernels(gan.discriminator())).isEqualTo(sizes(layers.discriminator()));
        assertThat(matrices(gan.discriminator())).isEqualTo(products(layers.verdict()));
    }

    private static Recipe.Sample sample(int side) {
        return new Recipe.Sample(new SampleShape(3, side, side), 0);
    }

    private static List<Long> kernels(Network network) {
        return weights(network, 4);
    }

    private static List<Long> matrices(Network network) {
        return weights(network, 2);
    }

    /** Sizes of the weights of so many dimensions, the constant input of StyleGAN2 left out. */
    private static List<Long> weights(Network network, int dimensions) {
        List<Long> found = new ArrayList<>();
        for (Parameter parameter : Tree.leaves(network, Parameter.class).values()) {
            long[] shape = parameter.value().shape();
            if (shape.length == dimensions) {
                found.add(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
            }
        }
        return found.stream().sorted().toList();
    }

    private static List<Long> sizes(List<Convolution> layers) {
        return layers.stream()
                .map(layer -> Arrays.stream(layer.weightShape()).reduce(1, (a, b) -> a * b))
                .sorted()
                .toList();
    }

    private static List<Long> products(List<Product> layers) {
        return layers.stream().map(layer -> (long) layer.in() * layer.out()).sorted().toList();
    }
}
