package dev.cardigan.zoo.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.data.Bicubic;
import dev.cardigan.data.Pixels;
import dev.cardigan.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BicubicSkipTest {

    private static final int WIDTH = 9;
    private static final int HEIGHT = 5;

    /** What a network that says nothing leaves is the picture as files are enlarged. */
    @Test
    void withoutANetworksSayItIsBicubicEnlarging() {
        byte[] values = new byte[WIDTH * HEIGHT];
        new Random(1).nextBytes(values);
        float[] small = new float[values.length];
        for (int i = 0; i < small.length; i++) {
            small[i] = (float) ((values[i] & 0xff) / 127.5 - 1);
        }
        BicubicSkip silent = new BicubicSkip(x -> x.upsampleNearest(2).mul(0), 2);
        Tensor large = silent.forward(Tensor.of(small, 1, 1, HEIGHT, WIDTH));
        assertThat(large.shape()).containsExactly(1, 1, 2 * HEIGHT, 2 * WIDTH);
        byte[] expected =
                Bicubic.resize(new Pixels(WIDTH, HEIGHT, 1, values), 2 * WIDTH, 2 * HEIGHT)
                        .values();
        float[] found = large.clamp(-1, 1).toFloats();
        for (int i = 0; i < found.length; i++) {
            // Files are rounded.
            assertThat((found[i] + 1) * 127.5).isCloseTo(expected[i] & 0xff, within(0.501));
        }
    }

    @Test
    void whatTheNetworkSaysIsAdded() {
        BicubicSkip louder = new BicubicSkip(x -> x.upsampleNearest(2).mul(0).add(0.25), 2);
        Tensor flat = louder.forward(Tensor.full(0.5, 1, 3, 4, 4));
        for (float value : flat.toFloats()) {
            assertThat(value).isCloseTo(0.75f, within(1e-5f));
        }
    }
}
