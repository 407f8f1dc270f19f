package dev.cardigan.evaluation;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.data.Dataset;
import dev.cardigan.data.MemoryPictures;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.Sample;
import dev.cardigan.error.ConfigException;
import dev.cardigan.metric.Extractor;
import dev.cardigan.metric.Score;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Run;
import java.util.List;
import java.util.Optional;

/**
 * Measures a run while it trains, on its averaged weights, from the same latents every time. Its
 * random numbers come from streams of their own, so losses and weights are the same bytes with and
 * without it. Belongs to the training thread.
 */
public final class Evaluator implements Hook, AutoCloseable {

    private static final int BATCH = 256;

    /** What one array holds. */
    private static final int MOST_PIXELS = Integer.MAX_VALUE - 8;

    private final Protocol protocol;
    private final Dataset<RawPictures> pictures;
    private final Extractor extractor;
    private final FeatureSet real;
    private Progressed history;
    private long begun = -1;
    private long evaluated = -1;

    /**
     * What is measured, and when.
     *
     * @param every steps between
     * @param measures the first score of the first decides which checkpoint is best
     * @param samples drawn each time
     * @param patience evaluations without a better score after which training may stop; 0 for never
     * @param seed of latents and subsets
     */
    public record Protocol(
            long every, List<Measure> measures, int samples, int patience, long seed) {

        /**
         * @throws ConfigException for fewer than 2 samples, or no measure
         */
        public Protocol {
            measures = List.copyOf(measures);
            if (every < 1 || samples < 2 || patience < 0 || measures.isEmpty()) {
                throw new ConfigException(
                        "evaluate: expected every >= 1, samples >= 2, patience >= 0 and a metric, found %d, %d, %d and %d metrics"
                                .formatted(every, samples, patience, measures.size()));
            }
        }
    }

    private Evaluator(
            Protocol protocol,
            Dataset<RawPictures> pictures,
            Extractor extractor,
            FeatureSet real) {
        this.protocol = protocol;
        this.pictures = pictures;
        this.extractor = extractor;
        this.real = real;
        this.history = Progressed.none(lowerIsBetter());
    }

    /**
     * Looks at the real pictures, or finds their features on the disk. Owns the extractor.
     *
     * @param pictures what the run is trained on
     */
    public static Evaluator of(
            Protocol protocol,
            Dataset<RawPictures> pictures,
            Extractor extractor,
            MeasureCache cache,
            Progress progress) {
        FeatureSet[] kept = new FeatureSet[1];
        Scope.run(() -> kept[0] = Scope.keep(cache.features(extractor, pictures, progress)));
        return new Evaluator(protocol, pictures, extractor, kept[0]);
    }

    /** Whether less is better of the score that decides. */
    public boolean lowerIsBetter() {
        return protocol.measures().get(0).lowerIsBetter();
    }

    /** The score that decides which checkpoint is best, as {@code run.scores()} names it. */
    public String deciding() {
        return protocol.measures().get(0).name();
    }

    /** Takes up what was measured before a run was resumed, in its order. */
    public void remember(List<Progressed.Value> before) {
        history = Progressed.none(lowerIsBetter());
        before.forEach(value -> history = history.and(value));
    }

    /** Whether this step was measured and is the best so far. */
    public boolean isBest(long step) {
        return evaluated == step && history.bestStep() == step;
    }

    /** The score that decides of this step, if it was measured just now. */
    public Optional<Progressed.Value> measuredAt(long step) {
        return evaluated == step ? history.last() : Optional.empty();
    }

    /** The best score that decides so far. */
    public Optional<Progressed.Value> best() {
        return history.bestValue();
    }

    /** Why training may stop: nothing has become better for long. Empty while it improves. */
    public Optional<String> plateau() {
        if (protocol.patience() == 0 || history.sinceBest() < protocol.patience()) {
            return Optional.empty();
        }
        return Optional.of(
                "%s has not become better for %d evaluations; its best is %.4g at step %d"
                        .formatted(
                                deciding(),
                                history.sinceBest(),
                                history.best(),
                                history.bestStep()));
    }

    /** The step a run begins or goes on at was measured before, or has nothing to show. */
    @Override
    public void after(Run<?> run) {
        if (begun < 0) {
            // At once, not at the first evaluation, which may be hours away.
            requirePossible(generative(run));
        }
        if (begun < 0 || run.step() < begun) {
            begun = run.step();
        }
        if (run.step() % protocol.every() == 0 && run.step() != begun) {
            evaluate(run);
        }
    }

    /** Forgets what lies after the step a run goes back to. */
    public void goBackTo(Run<?> run) {
        history = history.upTo(run.step());
        begun = run.step();
    }

    private void evaluate(Run<?> run) {
        Scope.run(
                () -> {
                    MemoryPictures generated = generated(run);
                    FeatureSet features = FeatureSet.of(extractor, generated, Progress.SILENT);
                    Evidence evidence = evidence(features, generated);
                    List<Score> scores = Measures.scores(protocol.measures(), evidence);
                    scores.forEach(score -> run.scores().put(score.measure(), score.value()));
                    run.scores().put(deciding(), scores.get(0).value());
                    history = history.and(new Progressed.Value(run.step(), scores.get(0).value()));
                });
        evaluated = run.step();
    }

    private void requirePossible(Generative generative) {
        pixels();
        Dataset<RawPictures> expected =
                new Blank(protocol.samples(), pictures.shape(), classes(generative));
        Measures.requirePossible(protocol.measures(), evidence(real, expected));
    }

    private List<String> classes(Generative generative) {
        return generative.classes() < 2 ? List.of() : pictures.classes();
    }

    private Evidence evidence(FeatureSet features, Dataset<RawPictures> generated) {
        return new Evidence(
                extractor,
                real,
                features,
                pictures,
                generated,
                Optional.empty(),
                new Randomness(protocol.seed()),
                0,
                Progress.SILENT);
    }

    private static Generative generative(Run<?> run) {
        if (run.gan() instanceof Generative generative) {
            return generative;
        }
        throw new ConfigException(
                "evaluate: expected a paper that generates from latents, found none");
    }

    /** Of all samples of an evaluation together. */
    private int pixels() {
        long pixels = (long) protocol.samples() * pictures.shape().elements();
        if (pixels > MOST_PIXELS) {
            throw new ConfigException(
                    "evaluate.samples: expected at most %,d pictures of %s, found %,d"
                            .formatted(
                                    MOST_PIXELS / pictures.shape().elements(),
                                    pictures.shape(),
                                    protocol.samples()));
        }
        return (int) pixels;
    }

    private MemoryPictures pictures(
            String name, byte[] pixels, int[] labels, Generative generative) {
        return new MemoryPictures(
                name,
                new RawPictures(pixels, labels, labels.length, pictures.shape()),
                classes(generative));
    }

    private MemoryPictures generated(Run<?> run) {
        Generative generative = generative(run);
        RandomStream random = new Randomness(protocol.seed()).stream("evaluation/samples");
        int each = pictures.shape().elements();
        byte[] pixels = new byte[pixels()];
        int[] labels = generative.classesInTurn(protocol.samples());
        for (int from = 0; from < labels.length; from += BATCH) {
            int count = Math.min(BATCH, labels.length - from);
            byte[] part = drawn(run, generative, random, labels, from, count);
            System.arraycopy(part, 0, pixels, from * each, count * each);
        }
        return pictures("samples of step " + run.step(), pixels, labels, generative);
    }

    private static byte[] drawn(
            Run<?> run,
            Generative generative,
            RandomStream random,
            int[] labels,
            int from,
            int count) {
        long[] wide = new long[count];
        for (int i = 0; i < count; i++) {
            wide[i] = labels[from + i];
        }
        return run.sampling(
                        () -> {
                            // Whole blocks, so that sample i is the same whatever the count.
                            Tensor latents = generative.latents(random, BATCH).narrow(0, 0, count);
                            Tensor asked = Tensor.of(wide, count);
                            return new Painted(
                                    Sample.toBytes(
                                            generative.generate(
                                                    latents.to(run.plan().device()),
                                                    asked.to(run.plan().device()))));
                        })
                .bytes();
    }

    @SuppressWarnings("ArrayRecordComponent") // carries bytes out of a scope, never compared
    private record Painted(byte[] bytes) {}

    @Override
    public void close() {
        Scope.release(real);
        extractor.close();
    }
}
