package dev.cardigan.peers.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.peers.Dcgan64;
import org.junit.jupiter.api.Test;

class TensorFlowGanTest {

    @Test
    void bothPlayersAreThePlainOnesAndLearn() {
        try (TensorFlowGan gan = new TensorFlowGan(2)) {
            assertThat(gan.generatorParameters()).isEqualTo(Dcgan64.GENERATOR_PARAMETERS);
            assertThat(gan.discriminatorParameters()).isEqualTo(Dcgan64.DISCRIMINATOR_PARAMETERS);
            float[] generatorBefore = gan.generatorWeights();
            float[] discriminatorBefore = gan.discriminatorWeights();

            double first = gan.step();
            double loss = first;
            for (int step = 0; step < 4; step++) {
                loss = gan.step();
            }

            assertThat(first).isBetween(0.5, 4.0); // 2 ln 2 where nothing is known
            assertThat(loss).isLessThan(first);

            // Adam moves a weight by its learning rate a step, at most about.
            assertThat(moved(generatorBefore, gan.generatorWeights()))
                    .isBetween(Dcgan64.LEARNING_RATE / 5, 6 * Dcgan64.LEARNING_RATE);
            assertThat(moved(discriminatorBefore, gan.discriminatorWeights()))
                    .isBetween(Dcgan64.LEARNING_RATE / 5, 6 * Dcgan64.LEARNING_RATE);
        }
    }

    private static double moved(float[] before, float[] after) {
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            sum += Math.abs(after[i] - before[i]);
        }
        return sum / before.length;
    }
}
