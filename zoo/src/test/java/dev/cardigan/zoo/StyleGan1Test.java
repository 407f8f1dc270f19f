package dev.cardigan.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.checkpoint.CheckpointStore;
import dev.cardigan.checkpoint.Retention;
import dev.cardigan.data.Batch;
import dev.cardigan.data.Digits;
import dev.cardigan.data.Sample;
import dev.cardigan.latent.Space;
import dev.cardigan.nn.FirFilter;
import dev.cardigan.nn.FirResample;
import dev.cardigan.nn.Mode;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Resample;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import dev.cardigan.training.DataFeed;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Rescue;
import dev.cardigan.training.Run;
import dev.cardigan.training.Saver;
import dev.cardigan.training.Trainer;
import dev.cardigan.training.World;
import dev.cardigan.zoo.block.Growth;
import dev.cardigan.zoo.block.ResampledConvolution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that grow, and what the first StyleGAN has besides. */
class StyleGan1Test {

    private static final Digits DIGITS = Digits.of(16, 60, 1);
    private static final Recipe.Sample SAMPLE = new Recipe.Sample(DIGITS.shape(), 0);

    /** 4x4 for two steps, 8x8 fading in for two, steady for two, 16x16 fading in for two. */
    private static final Growth.Plan QUICK = new Growth.Plan(4, 2, 2);

    private static final long GROWN = 8;

    @TempDir Path folder;

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    private static StyleGan1.Settings settings(Growth.Plan growth, double truncation) {
        StyleGan1.Settings small = StyleGan1.RECIPE.settings().apply(SAMPLE);
        return new StyleGan1.Settings(
                8, 128, 8, 2, small.mixing(), truncation, 2, growth, small.game());
    }

    private static Run<Batch<None>> run(long steps) {
        DataFeed<?, Batch<None>> feed =
                DataFeed.of(
                        DIGITS,
                        4,
                        new Randomness(5),
                        raw -> new Batch<>(Sample.of(raw, Device.CPU).real(), None.NONE));
        TwoPlayer<None> gan = StyleGan1.of(settings(QUICK, 1), SAMPLE, new Randomness(5));
        return new Run<>(gan, Plan.steps(steps), feed, World.ALONE);
    }

    private static Map<String, float[]> weights(Run<?> run) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        run.gan().weights().forEach((name, weight) -> copies.put(name, weight.toFloats()));
        return copies;
    }

    private static List<String> moved(Map<String, float[]> before, Map<String, float[]> after) {
        return after.keySet().stream()
                .filter(name -> !Arrays.equals(before.get(name), after.get(name)))
                .toList();
    }

    private static void advance(Run<?> run, long steps) {
        for (long i = 0; i < steps; i++) {
            run.advance();
        }
    }

    @Test
    void layersRestUntilTheirSideFadesInAndAllLearnInTheEnd() {
        try (Run<Batch<None>> run = run(GROWN + 2)) {
            Map<String, float[]> start = weights(run);
            advance(run, 2);
            assertThat(moved(start, weights(run)))
                    .contains("generator.synthesis.blocks.0.second.convolution.weight")
                    .contains("discriminator.fromPicture.4.weight")
                    .noneMatch(name -> name.contains("blocks.1") || name.contains("blocks.2"))
                    .noneMatch(name -> name.contains("Picture.8") || name.contains("Picture.16"))
                    .noneMatch(name -> name.startsWith("discriminator.blocks"));
            advance(run, 2);
            assertThat(moved(start, weights(run)))
                    .contains("generator.synthesis.blocks.1.second.convolution.weight")
                    .contains("generator.synthesis.toPicture.8.weight")
                    .contains("discriminator.blocks.0.shrinking.weight")
                    .noneMatch(name -> name.contains("synthesis.blocks.2"))
                    .noneMatch(name -> name.contains("discriminator.blocks.1"));
            Map<String, float[]> half = weights(run);
            advance(run, 2);
            // Steady: what made 4x4 pictures no longer takes part.
            assertThat(moved(half, weights(run)))
                    .noneMatch(name -> name.contains("Picture.4."))
                    .contains("discriminator.fromPicture.8.weight");
            advance(run, 4);
            List<String> rest = new ArrayList<>(start.keySet());
            rest.removeAll(moved(start, weights(run)));
            assertThat(rest).allMatch(name -> name.endsWith(".noise"));
        }
    }

    @Test
    void picturesAreAsCoarseAsTheNetworksAndOfTheFullSide() {
        try (Run<Batch<None>> run = run(GROWN)) {
            advance(run, 2);
            assertThat(blocks(run, 4)).isZero();
            advance(run, 1);
            assertThat(blocks(run, 4)).isPositive();
            assertThat(blocks(run, 2)).isZero();
            advance(run, 5);
            assertThat(blocks(run, 2)).isPositive();
        }
    }

    /** How far samples are from blocks of equal pixels. */
    private static double blocks(Run<Batch<None>> run, int size) {
        Generative gan = (Generative) run.gan();
        return run.sampling(
                () -> {
                    Tensor none = Tensor.of(new long[] {0, 0}, 2);
                    Tensor drawn = gan.generate(gan.latents(RandomStream.seeded(1), 2), none);
                    assertThat(drawn.shape()).containsExactly(2, 1, 16, 16);
                    Tensor coarse =
                            new Resample.Nearest(size)
                                    .forward(new Resample.Average(size).forward(drawn));
                    double apart = drawn.sub(coarse).abs().largest().item();
                    return apart < 1e-6 ? 0 : apart;
                });
    }

    @Test
    void goesOnFromTheDiskBitForBitAcrossEveryBoundary() {
        Map<String, float[]> expected;
        Map<String, byte[]> optimizers;
        try (Run<Batch<None>> whole = run(GROWN + 1)) {
            advance(whole, GROWN + 1);
            expected = weights(whole);
            optimizers = optimizers(whole);
        }
        CheckpointStore store = CheckpointStore.in(folder);
        for (long stop : new long[] {1, 2, 3, 4, 6, 7, 8}) {
            try (Run<Batch<None>> next = run(stop)) {
                Saver saver = new Saver(store, Retention.keep(2), 1, step -> {});
                saver.resume(next);
                new Trainer(List.of(saver), Rescue.NONE, () -> false).train(next);
            }
        }
        try (Run<Batch<None>> last = run(GROWN + 1)) {
            new Saver(store, Retention.keep(2), 100, step -> {}).resume(last);
            assertThat(last.step()).isEqualTo(8);
            advance(last, 1);
            assertThat(moved(expected, weights(last))).isEmpty();
            optimizers(last)
                    .forEach(
                            (name, bytes) ->
                                    assertThat(bytes).as(name).isEqualTo(optimizers.get(name)));
        }
    }

    private static Map<String, byte[]> optimizers(Run<?> run) {
        Map<String, byte[]> copies = new LinkedHashMap<>();
        run.state()
                .getOrDefault("optimizers", Map.of())
                .forEach(
                        (name, tensor) -> {
                            byte[] bytes = new byte[tensor.bytes().remaining()];
                            tensor.bytes().get(bytes);
                            copies.put(name, bytes);
                        });
        assertThat(copies).isNotEmpty();
        return copies;
    }

    @Test
    void leavesNoNativeObjectBehindWhileItGrows() {
        try (Run<Batch<None>> run = run(GROWN + 1)) {
            advance(run, 1);
            long before = Scope.liveNativeObjects();
            advance(run, GROWN);
            assertThat(Scope.liveNativeObjects()).isLessThanOrEqualTo(before);
        }
    }

    @Test
    void adamBeginsAnewWithEveryStageAndTheRateFollowsTheSide() {
        Growth growth = Growth.of(new Growth.Plan(8, 10, 4), 32);
        Schedule schedule = growth.schedule(Schedule.constant(), level -> level);
        assertThat(LongStream.range(0, 60).filter(schedule::beginsAnew))
                .containsExactly(10L, 14L, 24L, 28L);
        assertThat(schedule.factor(9)).isEqualTo(1);
        assertThat(schedule.factor(10)).isEqualTo(2);
        assertThat(schedule.factor(24)).isEqualTo(3);
        Growth none = Growth.of(new Growth.Plan(32, 10, 4), 32);
        assertThat(none.schedule(Schedule.constant(), level -> level).beginsAnew(10)).isFalse();
        none.view().at(0);
        assertThat(none.now()).isEqualTo(new Growth.Now(3, 1));
        Growth atOnce = Growth.of(new Growth.Plan(8, 0, 0), 32);
        assertThat(atOnce.now()).isEqualTo(new Growth.Now(3, 1));
    }

    @Test
    void realPicturesHaveNoDetailsThatTheNetworksCannotHaveYet() {
        TwoPlayer<None> gan = StyleGan1.of(settings(QUICK, 1), SAMPLE, new Randomness(1));
        Tensor real = RandomStream.seeded(2).normal(2, 1, 16, 16);
        assertThat(roughness(gan, real, 1, 4)).isZero();
        // The first of two fading steps shows a third of the larger side.
        gan.at(2);
        Tensor eight = new Resample.Average(2).forward(real);
        Tensor four = new Resample.Average(4).forward(real);
        Tensor expected =
                new Resample.Nearest(2)
                        .forward(
                                eight.mul(1 / 3.0)
                                        .add(new Resample.Nearest(2).forward(four).mul(2 / 3.0)));
        assertThat(apart(shown(gan, real), expected)).isCloseTo(0, within(1e-6));
        gan.at(GROWN);
        assertThat(apart(shown(gan, real), real)).isZero();
    }

    private static double roughness(TwoPlayer<None> gan, Tensor real, long step, int size) {
        gan.at(step);
        Tensor seen = shown(gan, real);
        Tensor coarse =
                new Resample.Nearest(size).forward(new Resample.Average(size).forward(seen));
        double apart = apart(seen, coarse);
        return apart < 1e-6 ? 0 : apart;
    }

    private static Tensor shown(TwoPlayer<None> gan, Tensor real) {
        return gan.view().onReal().orElseThrow().apply(real);
    }

    private static double apart(Tensor one, Tensor other) {
        return one.sub(other).abs().largest().item();
    }

    /** Repeated pixels, a convolution, the blur [1, 2, 1]: the paper's order, away from borders. */
    @Test
    void oneFilterDoesWhatRepeatingAndBlurringDo() {
        RandomStream stream = RandomStream.seeded(3);
        Tensor x = stream.normal(1, 2, 8, 8);
        Tensor weight = stream.normal(3, 2, 3, 3);
        FirResample blur = FirResample.smooth(FirFilter.of(1, 2, 1));
        Tensor up =
                new Resample.Nearest(2)
                        .forward(x)
                        .conv(weight.flip(2, 3), Optional.empty(), 1, 1, 1, 1);
        Tensor one = ResampledConvolution.doubling(3, FirFilter.of(1, 3, 3, 1)).of(x, weight);
        assertThat(apart(inside(blur.forward(up)), inside(one))).isLessThan(1e-5);
        Tensor down =
                new Resample.Average(2)
                        .forward(blur.forward(x).conv(weight, Optional.empty(), 1, 1, 1, 1));
        Tensor other = ResampledConvolution.halving(3, FirFilter.of(1, 3, 3, 1)).of(x, weight);
        assertThat(apart(inside(down), inside(other))).isLessThan(1e-5);
    }

    private static Tensor inside(Tensor pictures) {
        long side = pictures.size(2) / 2;
        return pictures.narrow(2, side / 2, side).narrow(3, side / 2, side);
    }

    @Test
    void onlyCoarseStylesAreTruncatedAndTheLatentToolsFindThem() {
        Growth.Plan atOnce = new Growth.Plan(16, 0, 0);
        Generative gan = StyleGan1.of(settings(atOnce, 0), SAMPLE, new Randomness(1));
        Space space = Space.of(gan);
        assertThat(space.name()).isEqualTo("w");
        assertThat(space.layers()).isEqualTo(6);
        assertThat(space.noises()).hasSize(6);
        assertThat(space.readings()).allMatch(reading -> reading.size(1) == 8);
        Gradient.untracked(
                () ->
                        Mode.EVALUATION.during(
                                () -> {
                                    Tensor none = Tensor.of(new long[] {0, 0, 0}, 3);
                                    Tensor latents = gan.latents(RandomStream.seeded(4), 3);
                                    Tensor drawn = gan.generate(latents, none);
                                    Tensor codes = space.codes(latents, none);
                                    Tensor cut = space.truncated(codes, 0);
                                    assertThat(apart(cut.narrow(1, 2, 4), codes.narrow(1, 2, 4)))
                                            .isZero();
                                    assertThat(apart(cut.narrow(0, 0, 1), cut.narrow(0, 1, 1)))
                                            .isPositive();
                                    assertThat(apart(space.paint(cut, none, List.of()), drawn))
                                            .isZero();
                                    List<Tensor> own = new ArrayList<>();
                                    space.noises()
                                            .forEach(
                                                    each ->
                                                            own.add(
                                                                    each.unsqueeze(0)
                                                                            .unsqueeze(0)));
                                    assertThat(apart(space.paint(cut, none, own), drawn))
                                            .isLessThan(1e-6);
                                    return true;
                                }));
    }
}
