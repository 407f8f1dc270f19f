package dev.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.data.Dataset;
import dev.cardigan.data.Digits;
import dev.cardigan.data.MemoryPictures;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.SampleShape;
import dev.cardigan.data.Subset;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.metric.ClassifierExtractor;
import dev.cardigan.metric.Interval;
import dev.cardigan.metric.Score;
import dev.cardigan.metric.Spread;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    private static final int COUNT = 300;

    private static Dataset<RawPictures> digits;
    private static Dataset<RawPictures> others;

    @BeforeAll
    static void draw() {
        Threads.use(1);
        digits = Digits.of(16, COUNT, 1);
        others = Digits.of(16, COUNT, 2);
    }

    private static Map<String, Score> scores(
            String measures, Dataset<RawPictures> generated, Dataset<RawPictures> real) {
        return Scope.tidy(
                () -> {
                    try (ClassifierExtractor extractor =
                            ClassifierExtractor.random(real.shape().channels())) {
                        Evidence evidence =
                                new Evidence(
                                        extractor,
                                        FeatureSet.of(extractor, real, Progress.SILENT),
                                        FeatureSet.of(extractor, generated, Progress.SILENT),
                                        real,
                                        generated,
                                        Optional.empty(),
                                        new Randomness(1),
                                        10,
                                        Progress.SILENT);
                        return Measures.scores(Measures.named(measures), evidence).stream()
                                .collect(Collectors.toMap(Score::measure, score -> score));
                    }
                });
    }

    private static Dataset<RawPictures> constant() {
        byte[] one = digits.load(new int[] {3}).pixels();
        byte[] all = new byte[COUNT * one.length];
        for (int i = 0; i < COUNT; i++) {
            System.arraycopy(one, 0, all, i * one.length, one.length);
        }
        return new MemoryPictures(
                "constant", new RawPictures(all, new int[COUNT], COUNT, digits.shape()), List.of());
    }

    @Test
    void picturesOfTheSameKindAreNearerThanOneRepeated() {
        Map<String, Score> alike = scores("fid,kid,prdc,swd,ms-ssim", others, digits);
        Map<String, Score> collapsed = scores("fid,kid,prdc,swd,ms-ssim", constant(), digits);
        for (String distance : List.of("fid", "kid", "swd", "ms-ssim")) {
            assertThat(collapsed.get(distance).value())
                    .as(distance)
                    .isGreaterThan(2 * Math.abs(alike.get(distance).value()));
        }
        assertThat(alike.get("recall").value()).isGreaterThan(0.8);
        assertThat(collapsed.get("recall").value()).isLessThan(0.1);
        assertThat(alike.get("coverage").value()).isGreaterThan(0.8);
        assertThat(collapsed.get("coverage").value()).isLessThan(0.1);
    }

    @Test
    void intervalsHoldTheValueAndAreNotPoints() {
        Score fid = scores("fid", others, digits).get("fid");
        assertThat(fid.interval()).isPresent();
        assertThat(fid.interval().get().low()).isLessThan(fid.value());
        assertThat(fid.interval().get().high()).isGreaterThan(fid.value());
    }

    /** What the interval claims, against scores of samples that really are others. */
    @Test
    void kernelIntervalsAreAsWideAsScoresOfOtherSamplesSpread() {
        RandomStream random = RandomStream.seeded(3);
        double[] values = new double[40];
        double[] errors = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int at = i;
            Scope.run(
                    () -> {
                        Score kid =
                                kernelScore(random.normal(200, 8).add(0.5), random.normal(200, 8));
                        values[at] = kid.value();
                        Interval range = kid.interval().orElseThrow();
                        errors[at] = (range.high() - range.low()) / 2 / 1.96;
                    });
        }
        double claimed = Arrays.stream(errors).average().orElseThrow();
        assertThat(claimed / Spread.of(values).deviation()).isBetween(0.75, 1.4);
    }

    private static Score kernelScore(Tensor generated, Tensor real) {
        try (ClassifierExtractor extractor = ClassifierExtractor.random(1)) {
            Tensor none = Tensor.arange(200);
            Evidence evidence =
                    new Evidence(
                            extractor,
                            FeatureSet.of(real, Optional.empty(), none),
                            FeatureSet.of(generated, Optional.empty(), none),
                            digits,
                            others,
                            Optional.empty(),
                            new Randomness(1),
                            0,
                            Progress.SILENT);
            return Measures.scores(Measures.named("kid"), evidence).get(0);
        }
    }

    @Test
    void copiesAreSeen() {
        assertThat(scores("copies", digits, digits).get("copies").value()).isGreaterThan(0.99);
        assertThat(scores("copies", others, digits).get("copies").value()).isLessThan(0.1);
    }

    @Test
    void classesMixedUpRaiseTheDistanceWithinClasses() {
        RawPictures raw = MemoryPictures.of(others).pictures();
        int[] wrong = Arrays.stream(raw.labels()).map(label -> (label + 1) % 10).toArray();
        Dataset<RawPictures> mixed =
                new MemoryPictures(
                        "mixed up",
                        new RawPictures(raw.pixels(), wrong, raw.count(), raw.shape()),
                        others.classes());
        Score right = scores("class-fid", others, digits).get("class-fid");
        Score swapped = scores("class-fid", mixed, digits).get("class-fid");
        assertThat(swapped.value()).isGreaterThan(1.5 * right.value());
        assertThat(right.warning()).hasValueSatisfying(text -> assertThat(text).contains("30"));
    }

    /** Ten of each class, of which as many are wrong as the class says. */
    @Test
    void accuracyIsTheShareOfPicturesRecognisedAsAskedFor() {
        long[] labels = new long[100];
        float[] logits = new float[labels.length * 10];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 10;
            boolean wrong = i / 10 < labels[i];
            logits[i * 10 + (int) (wrong ? (labels[i] + 1) % 10 : labels[i])] = 1;
        }
        Scope.run(
                () -> {
                    Evidence evidence = evidence(labels, logits);
                    List<Score> scores = ClassMeasures.accuracy(evidence);
                    assertThat(scores.get(0).value()).isCloseTo(0.55, within(1e-9));
                    assertThat(scores.get(1).value()).isCloseTo(0.1, within(1e-9));
                    assertThat(scores.get(1).meaning()).contains("'9'");
                    assertThatThrownBy(
                                    () ->
                                            Measures.scores(
                                                    Measures.named("class-accuracy"), evidence))
                            .isInstanceOf(ConfigException.class)
                            .hasMessageContaining("of the 10 classes of the data, found random-v1");
                });
    }

    /** Folders give class after class; each part alone would know a single class. */
    @Test
    void theInceptionScoreDoesNotDependOnTheOrderOfClasses() {
        int count = 500;
        float[] sorted = new float[count * 10];
        float[] taking = new float[count * 10];
        for (int i = 0; i < count; i++) {
            sorted[i * 10 + i / (count / 10)] = 6;
            taking[i * 10 + i % 10] = 6;
        }
        Scope.run(
                () -> {
                    double inOrder = inceptionScore(sorted, count);
                    double inTurn = inceptionScore(taking, count);
                    assertThat(inOrder).isGreaterThan(7).isCloseTo(inTurn, within(0.5));
                    assertThat(inceptionScore(sorted, count)).isEqualTo(inOrder);
                });
    }

    private static double inceptionScore(float[] logits, int count) {
        return FeatureMeasures.inceptionScore(evidence(new long[count], logits)).get(0).value();
    }

    private static Evidence evidence(long[] labels, float[] logits) {
        Tensor classes = Tensor.of(labels, labels.length);
        Tensor answers = Tensor.of(logits, labels.length, logits.length / labels.length);
        FeatureSet generated = FeatureSet.of(answers, Optional.of(answers), classes);
        try (ClassifierExtractor extractor = ClassifierExtractor.random(1)) {
            return new Evidence(
                    extractor,
                    generated,
                    generated,
                    digits,
                    others,
                    Optional.empty(),
                    new Randomness(1),
                    0,
                    Progress.SILENT);
        }
    }

    @Test
    void pairsAreComparedInOrder() {
        assertThat(scores("ssim", digits, digits).get("ssim").value()).isEqualTo(1);
        assertThat(scores("psnr", digits, digits).get("psnr").value()).isInfinite();
        assertThat(scores("psnr", others, digits).get("psnr").value()).isBetween(1.0, 40.0);
        assertThat(scores("l1", digits, digits).get("l1").value()).isZero();
    }

    @Test
    void theMeanDifferenceIsAShareOfTheRange() {
        RawPictures raw = MemoryPictures.of(digits).pictures();
        byte[] darker = raw.pixels().clone();
        byte[] lighter = raw.pixels().clone();
        Arrays.fill(darker, (byte) 100);
        Arrays.fill(lighter, (byte) 151);
        Score score = scores("l1", like(raw, darker), like(raw, lighter)).get("l1");
        assertThat(score.value()).isCloseTo(0.2, within(1e-6));
    }

    private static MemoryPictures like(RawPictures raw, byte[] pixels) {
        return new MemoryPictures(
                "flat", new RawPictures(pixels, raw.labels(), raw.count(), raw.shape()), List.of());
    }

    @Test
    void tooFewSamplesAreWarnedOfOrRefused() {
        Dataset<RawPictures> hundred = Subset.first(others, "part", 100, 1);
        assertThat(scores("fid", hundred, digits).get("fid").warning())
                .hasValueSatisfying(text -> assertThat(text).contains("100").contains("128"));
        Dataset<RawPictures> five = Subset.first(others, "part", 5, 1);
        assertThatThrownBy(() -> scores("fid", five, digits))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least 10")
                .hasMessageContaining("found 5 generated and 300 real");
        assertThatThrownBy(() -> scores("prdc", five, digits))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("prdc: expected at least 6")
                .hasMessageContaining("found 5 generated and 5 real");
        assertThatThrownBy(() -> scores("kid", Subset.first(others, "part", 3, 1), digits))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("KID: expected at least 4");
        assertThatThrownBy(() -> scores("copies", Subset.first(others, "part", 1, 1), digits))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("(part): expected at least 2 pictures");
    }

    @Test
    void otherClassesAreNotCompared() {
        RawPictures raw = MemoryPictures.of(others).pictures();
        List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        assertThatThrownBy(
                        () ->
                                scores(
                                        "class-fid",
                                        new MemoryPictures("letters", raw, names),
                                        digits))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("10 (a, b, c, d, e, ...) generated")
                .hasMessageContaining("10 (0, 1, 2, 3, 4, ...) real");
        assertThatThrownBy(
                        () ->
                                scores(
                                        "class-fid",
                                        new MemoryPictures("plain", raw, List.of()),
                                        digits))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none generated");
    }

    @Test
    void whatCannotBeMeasuredSaysWhy() {
        assertThatThrownBy(() -> scores("is", others, digits))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("random-v1");
        assertThatThrownBy(() -> scores("ppl", others, digits))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected a run");
        assertThatThrownBy(() -> Measures.named("fidd"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("fidd")
                .hasMessageContaining("fid-infinity");
    }

    @Test
    void greyAgainstRgbIsRefused() {
        byte[] pixels = new byte[12 * 3 * 16 * 16];
        Dataset<RawPictures> colours =
                new MemoryPictures(
                        "colours",
                        new RawPictures(pixels, new int[12], 12, new SampleShape(3, 16, 16)),
                        List.of());
        assertThatThrownBy(() -> scores("fid", colours, digits))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("grey")
                .hasMessageContaining("RGB");
    }
}
