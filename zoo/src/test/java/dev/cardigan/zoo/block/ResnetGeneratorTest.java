package dev.cardigan.zoo.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Tiles;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.NativeObjects;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.ResnetGenerator.Enlarging;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResnetGeneratorTest {

    private static final int SIDE = 64;

    /**
     * How far apart the means of the columns 0, 1, 2 and 3 modulo 4 are: those that a network of
     * two enlargements treats unlike each other.
     */
    private static float grain(Enlarging enlarging, int seed) {
        Initializer initializer = Initializer.normal(RandomStream.seeded(seed), 0.02);
        ResnetGenerator generator = ResnetGenerator.of(1, 1, 8, 1, enlarging, initializer);
        Tensor picture = RandomStream.seeded(seed + 1).normal(4, 1, SIDE, SIDE);
        float[] means =
                Gradient.untracked(
                        () ->
                                Scope.tidy(() -> generator.forward(picture))
                                        .reshape(4, SIDE, SIDE / 4, 4)
                                        .mean(false, 0, 1, 2)
                                        .toFloats());
        Arrays.sort(means);
        return means[means.length - 1] - means[0];
    }

    /** A network of eight blocks keeps nothing that one of two does not. */
    @Test
    void whatLiesWithinAndBetweenBlocksIsFreedDuringThePass() throws InterruptedException {
        assertThat(alive(8) - alive(2)).isZero();
    }

    private static long alive(int blocks) throws InterruptedException {
        Initializer initializer = Initializer.normal(RandomStream.seeded(1), 0.02);
        ResnetGenerator generator =
                ResnetGenerator.of(1, 1, 2, blocks, Enlarging.TRANSPOSED, initializer);
        Tensor picture = RandomStream.seeded(2).normal(1, 1, 16, 16);
        long before = NativeObjects.settled();
        return Gradient.untracked(
                () ->
                        Scope.tidy(
                                () -> {
                                    generator.forward(picture);
                                    return Scope.liveNativeObjects() - before;
                                }));
    }

    @Test
    void tilesGoSideBySideAndLeaveNoNativeObject() throws InterruptedException {
        Initializer initializer = Initializer.normal(RandomStream.seeded(1), 0.02);
        ResnetGenerator generator = ResnetGenerator.of(1, 1, 2, 1, Enlarging.NEAREST, initializer);
        Tensor left = RandomStream.seeded(2).normal(1, 1, 16, 16);
        List<Tiles.Cut> cuts =
                List.of(
                        new Tiles.Cut(() -> left.clone(true), 16, 0, 16, 0, 8),
                        new Tiles.Cut(() -> left.clone(true), 16, 0, 16, 8, 16));
        AtomicInteger passed = new AtomicInteger();
        List<float[]> made = overTiles(generator, cuts, passed::incrementAndGet);
        assertThat(passed).hasValue((int) (2 * Tiles.passes(generator)));
        // Both see all of the picture, and count half of it each.
        float[] whole = Scope.tidy(() -> generator.forward(left).toFloats());
        assertThat(made).allSatisfy(tile -> assertThat(tile).containsExactly(whole, within(1e-4f)));
        long before = NativeObjects.settled();
        overTiles(generator, cuts, () -> {});
        assertThat(NativeObjects.settled()).isEqualTo(before);
    }

    private static List<float[]> overTiles(
            ResnetGenerator generator, List<Tiles.Cut> cuts, Runnable progress) {
        return Gradient.untracked(
                () -> {
                    try (Tiles tiles = Tiles.of(cuts, progress)) {
                        generator.overTiles(tiles);
                        return List.of(tiles.get(0).toFloats(), tiles.get(1).toFloats());
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void repeatedPixelsLeaveLessGrainThanTransposedConvolutions(int seed) {
        assertThat(grain(Enlarging.NEAREST, seed))
                .isLessThan(grain(Enlarging.TRANSPOSED, seed) / 3);
    }
}
