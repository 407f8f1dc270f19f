package dev.cardigan.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlopsTest {

    @Test
    void dcganTakesTheNumberOfOperationsThatTheDesignStates() {
        assertThat(Flops.dcgan64Image() / 1e9).isCloseTo(2.29, within(0.005));
    }

    @Test
    void layersOfDcganCountByHand() {
        // 512 * 256 * 4 * 4 multiplications and additions at each of the 4 x 4 input pixels.
        assertThat(Dcgan64.GENERATOR.get(1).flops()).isEqualTo(2L * 512 * 256 * 16 * 16);
        // 64 * 128 * 4 * 4 at each of the 16 x 16 output pixels.
        assertThat(Dcgan64.DISCRIMINATOR.get(1).flops()).isEqualTo(2L * 64 * 128 * 16 * 256);
        assertThat(Flops.convolutions(Dcgan64.GENERATOR)).isEqualTo(209_256_448);
        assertThat(Flops.convolutions(Dcgan64.DISCRIMINATOR)).isEqualTo(207_634_432);
    }

    @Test
    void gradientsThatNobodyNeedsAreSixThousandthsOfTheCount() {
        long unneeded = Dcgan64.GENERATOR.get(0).flops() + 2 * Dcgan64.DISCRIMINATOR.get(0).flops();

        assertThat((double) unneeded / Flops.dcgan64Image()).isCloseTo(0.0062, within(0.0001));
    }

    @Test
    void layersFitTogether() {
        assertChained(Dcgan64.GENERATOR, Dcgan64.SIDE);
        assertChained(Dcgan64.DISCRIMINATOR, 1);
    }

    @Test
    void smallNetworksCountByHand() {
        long generator = 2 * (2 * 128 + 128 * 128 + 128 * 2);
        long discriminator = 2 * (2 * 128 + 128 * 128 + 128);

        assertThat(Flops.mlp128Step()).isEqualTo(256 * (3 * generator + 8 * discriminator));
    }

    @Test
    void stepsAreCountedInPasses() {
        long g = 1_000_000;
        long d = 1;

        assertThat(Flops.gradientPenaltyStep(5, g, d)).isEqualTo((5 + 3) * g + (50 + 2) * d);
        assertThat(Flops.styleGan2Step(g, d)).isEqualTo(4.75 * g + 8.25 * d);
        assertThat(Flops.cycleGanStep(g, d)).isEqualTo(18 * g + 16 * d);
    }

    private static void assertChained(List<Convolution> layers, int lastSide) {
        for (int index = 1; index < layers.size(); index++) {
            Convolution before = layers.get(index - 1);
            Convolution layer = layers.get(index);
            assertThat(layer.inputChannels()).as(layer.name()).isEqualTo(before.outputChannels());
            assertThat(layer.inputSide()).as(layer.name()).isEqualTo(before.outputSide());
        }
        assertThat(layers.get(layers.size() - 1).outputSide()).isEqualTo(lastSide);
    }
}
