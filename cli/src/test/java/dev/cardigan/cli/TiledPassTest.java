package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.data.Pixels;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.ResnetGenerator;
import dev.cardigan.zoo.block.ResnetGenerator.Enlarging;
import dev.cardigan.zoo.block.SrResNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiledPassTest {

    private static final TiledPass.Plan SMALL_TILES = TiledPass.Plan.of(32, 1, 15);

    private static Pixels noise(int width, int height, int channels) {
        byte[] values = new byte[width * height * channels];
        new Random(3).nextBytes(values);
        return new Pixels(width, height, channels, values);
    }

    /** A network, not a blur: what it says at a border differs from what it says inside. */
    private static TiledPass enlarging(TiledPass.Plan plan) {
        Layer network =
                SrResNet.of(SrResNet.Plan.of(1, 4, 2, 2), Initializer.he(RandomStream.seeded(1)));
        return new TiledPass(x -> forward(network, x), 1, 2, plan);
    }

    private static Tensor forward(Layer network, Tensor x) {
        return Gradient.untracked(() -> Mode.EVALUATION.during(() -> network.forward(x)));
    }

    @Test
    void tilesThatSeeAllTheNetworkSeesLeaveNoSeam() {
        Pixels picture = noise(90, 70, 1);
        TiledPass tiled = enlarging(SMALL_TILES);
        TiledPass whole = enlarging(TiledPass.Plan.of(128, 1, 15));
        assertThat(tiled.tiles(picture)).isGreaterThan(4);
        assertThat(whole.tiles(picture)).isEqualTo(1);
        Pixels inTiles = tiled.over(picture, done -> {});
        Pixels atOnce = whole.over(picture, done -> {});
        assertThat(largestDifference(inTiles, atOnce)).isLessThanOrEqualTo(1);
    }

    private static final Layer NORMALISING =
            ResnetGenerator.of(
                    3, 3, 8, 2, Enlarging.NEAREST, Initializer.he(RandomStream.seeded(1)));

    private static TiledPass inTilesOf(int tile, Layer network) {
        return new TiledPass(network, 3, 1, TiledPass.Plan.of(tile, 4, 32));
    }

    /** Dark on the left, bright on the right: no tile is like the whole. */
    private static Pixels slope(int width, int height) {
        Pixels picture = noise(width, height, 3);
        for (int i = 0; i < picture.values().length; i++) {
            int x = i / 3 % width;
            picture.values()[i] = (byte) (x * 200 / width + (picture.values()[i] & 0xff) / 5);
        }
        return picture;
    }

    @Test
    void normsOverThePictureLeaveNoSeamWhenTilesGoSideBySide() {
        Pixels picture = slope(250, 170);
        Pixels atOnce = inTilesOf(256, NORMALISING).over(picture, done -> {});
        TiledPass tiled = inTilesOf(128, NORMALISING);
        assertThat(tiled.tiles(picture)).isGreaterThan(4);
        List<Long> progress = new ArrayList<>();
        Pixels inTiles = tiled.over(picture, progress::add);
        assertThat(largestDifference(inTiles, atOnce)).isLessThanOrEqualTo(1);
        assertThat(progress).last().isEqualTo(tiled.steps(picture));
        Pixels oneByOne = inTilesOf(128, x -> NORMALISING.forward(x)).over(picture, done -> {});
        assertThat(largestDifference(oneByOne, atOnce)).isGreaterThan(20);
    }

    @Test
    void withoutContextASeamShows() {
        Pixels picture = noise(90, 70, 1);
        TiledPass careless = enlarging(new TiledPass.Plan(1, 16, 32, 0, 1));
        TiledPass whole = enlarging(TiledPass.Plan.of(128, 1, 15));
        assertThat(largestDifference(careless.over(picture, d -> {}), whole.over(picture, d -> {})))
                .isGreaterThan(1);
    }

    private static int largestDifference(Pixels one, Pixels other) {
        assertThat(one.width()).isEqualTo(other.width());
        assertThat(one.height()).isEqualTo(other.height());
        int largest = 0;
        for (int i = 0; i < one.values().length; i++) {
            largest =
                    Math.max(
                            largest,
                            Math.abs((one.values()[i] & 0xff) - (other.values()[i] & 0xff)));
        }
        return largest;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 200", "200, 7", "37, 53", "64, 64"})
    void aNetworkThatChangesNothingGivesBackPicturesOfAnySize(int width, int height) {
        Pixels picture = noise(width, height, 3);
        TiledPass same = new TiledPass(x -> x, 3, 1, TiledPass.Plan.of(32, 4, 6));
        assertThat(same.over(picture, done -> {}).values()).isEqualTo(picture.values());
    }

    @Test
    void greyIsRepeatedForANetworkOfThreeChannels() {
        Pixels grey = noise(20, 20, 1);
        Pixels made = new TiledPass(x -> x, 3, 1, SMALL_TILES).over(grey, done -> {});
        assertThat(made.channels()).isEqualTo(3);
        assertThat(made.grey().values()).isEqualTo(grey.values());
    }

    @Test
    void colourBecomesLumaForANetworkOfOneChannelAsInTraining() {
        Pixels colour = noise(20, 20, 3);
        Pixels made = new TiledPass(x -> x, 1, 1, SMALL_TILES).over(colour, done -> {});
        assertThat(made.values()).isEqualTo(colour.grey().values());
    }

    @Test
    void tilesAreNoLongerThanTheirNumberNeeds() {
        TileAxis axis = TileAxis.of(900, 4, 512, 16, 16);
        assertThat(axis.starts()).containsExactly(0, 424);
        assertThat(axis.length()).isEqualTo(476); // two of them less 48 of overlap: 904
        assertThat(TileAxis.of(512, 4, 512, 16, 16).count()).isEqualTo(1);
        assertThat(TileAxis.of(516, 4, 512, 16, 16).length()).isEqualTo(284);
    }

    @Test
    void sharesAddUpToOneEverywhere() {
        TileAxis axis = TileAxis.of(101, 1, 32, 6, 8);
        double[] sums = new double[101];
        for (int i = 0; i < axis.count(); i++) {
            for (int at = 0; at < axis.length(); at++) {
                sums[axis.starts()[i] + at] += axis.shares()[i][at];
            }
        }
        for (double sum : sums) {
            assertThat(sum).isCloseTo(1, within(1e-6));
        }
    }
}
