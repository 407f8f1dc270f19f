package dev.cardigan.peers.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.peers.Dcgan64;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class Dl4jGanTest {

    /** Channels that are normalised: 512 + 256 + 128 + 64 and 128 + 256 + 512. */
    private static final long GENERATOR_MEANS = 960;

    private static final long DISCRIMINATOR_MEANS = 896;

    @Test
    void bothPlayersAreThePlainOnesAndLearn() {
        Dl4jGan gan = new Dl4jGan(2);
        MultiLayerNetwork generator = gan.generator();
        MultiLayerNetwork discriminator = gan.discriminator();
        INDArray generatorBefore = generator.params().dup();
        INDArray discriminatorBefore = discriminator.params().dup();

        assertThat(generator.output(Nd4j.randn(2, Dcgan64.LATENT, 1, 1)).shape())
                .containsExactly(2, Dcgan64.CHANNELS, Dcgan64.SIDE, Dcgan64.SIDE);
        // Here running means and variances are parameters, too.
        assertThat(generator.numParams())
                .isEqualTo(Dcgan64.GENERATOR_PARAMETERS + 2 * GENERATOR_MEANS);
        assertThat(discriminator.numParams())
                .isEqualTo(Dcgan64.DISCRIMINATOR_PARAMETERS + 2 * DISCRIMINATOR_MEANS);

        double first = gan.step();
        double loss = first;
        for (int step = 0; step < 4; step++) {
            loss = gan.step();
        }

        assertThat(first).isBetween(0.5, 4.0); // 2 ln 2 where nothing is known
        assertThat(loss).isLessThan(first);
        // Adam moves a weight by its learning rate a step, at most about.
        assertThat(moved(generatorBefore, generator.params()))
                .isBetween(Dcgan64.LEARNING_RATE / 5, 6 * Dcgan64.LEARNING_RATE);
        assertThat(moved(discriminatorBefore, discriminator.params()))
                .isBetween(Dcgan64.LEARNING_RATE / 5, 6 * Dcgan64.LEARNING_RATE);
    }

    private static double moved(INDArray before, INDArray after) {
        return Transforms.abs(after.sub(before)).medianNumber().doubleValue();
    }
}
