package dev.cardigan.cli;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.classifier.Answers;
import dev.cardigan.classifier.Diet;
import dev.cardigan.classifier.DietTraining;
import dev.cardigan.classifier.LabelledPictures;
import dev.cardigan.classifier.NearCopies;
import dev.cardigan.cli.AugmentCell.Regime;
import dev.cardigan.config.Settings;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.Sample;
import dev.cardigan.data.SampleShape;
import dev.cardigan.metric.Classifier;
import dev.cardigan.metric.WeightFile;
import dev.cardigan.report.PictureGrid;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Run;
import dev.cardigan.training.Snapshot;
import java.awt.image.BufferedImage;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One subset of the data: a GAN trained on it, its pictures, and a classifier for each diet. */
record AugmentExperiment(
        AugmentPlan plan,
        AugmentData data,
        LabelledPictures heldOut,
        int perClass,
        long seed,
        Screen screen) {

    private static final int CHUNK = 256;
    private static final int SHOWN = 10;

    /** Generated pictures and where they come from. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Generated(LabelledPictures pictures, byte[] bytes, String model, String run) {}

    /**
     * @param enlarged told the training pictures and the generated ones, which die afterwards
     */
    AugmentCell run(AugmentExport enlarged) {
        long start = System.nanoTime();
        int[] indices = data.drawn(perClass, seed);
        LabelledPictures real = data.load(indices);
        Generated generated = generate(indices);
        try {
            enlarged.take(data.source().set().load(indices), generated, seed);
            return judge(real, generated, start);
        } finally {
            Scope.release(real);
            Scope.release(generated.pictures());
        }
    }

    private Generated generate(int[] indices) {
        Settings own = Settings.ofMap(Map.of("seed", seed), "augment");
        try (Session session =
                        Session.of(
                                plan.recipe(),
                                data.subset(indices),
                                plan.settings().overriddenBy(own),
                                plan.data());
                AugmentGan gan =
                        AugmentGan.in(
                                plan.runs(),
                                "%d-per-class-seed-%d".formatted(perClass, seed),
                                session,
                                screen)) {
            gan.train();
            return drawn(session.run(), gan.folder());
        }
    }

    /** Pictures of every class in turn, as they look after eight bits. */
    private Generated drawn(Run<?> run, RunFolder folder) {
        Generative gan = Session.generative(run);
        SampleShape shape = data.source().set().shape();
        int count = Math.multiplyExact(plan.synthetic(), gan.classes());
        byte[] bytes = new byte[Math.multiplyExact(count, shape.elements())];
        int[] labels = new int[count];
        RandomStream stream = new Randomness(seed).stream("sample");
        for (int first = 0; first < count; first += CHUNK) {
            int length = Math.min(CHUNK, count - first);
            long[] classes = new long[length];
            for (int i = 0; i < length; i++) {
                labels[first + i] = (first + i) / plan.synthetic();
                classes[i] = labels[first + i];
            }
            byte[] part = run.sampling(() -> Sample.toBytes(pictures(run, gan, stream, classes)));
            System.arraycopy(part, 0, bytes, first * shape.elements(), part.length);
        }
        RawPictures raw = new RawPictures(bytes, labels, count, shape);
        LabelledPictures kept =
                Scope.kept(
                        () -> {
                            Sample sample = Sample.of(raw, Device.CPU);
                            return new LabelledPictures(
                                    sample.real().contiguous(), sample.classes());
                        });
        return new Generated(kept, bytes, hash(run), folder.path().toString());
    }

    private static Tensor pictures(
            Run<?> run, Generative gan, RandomStream stream, long[] classes) {
        Device device = run.plan().device();
        Tensor latents = gan.latents(stream, classes.length).to(device);
        return gan.generate(latents, Tensor.of(classes, classes.length).to(device));
    }

    private static String hash(Run<?> run) {
        Map<String, TensorData> weights = new LinkedHashMap<>();
        Map<String, Tensor> averages = run.state().getOrDefault("average", Map.of());
        averages.forEach((name, tensor) -> weights.put(name, Snapshot.data(tensor)));
        return WeightFile.hash(weights);
    }

    private AugmentCell judge(LabelledPictures real, Generated generated, long start) {
        Map<Regime, Answers> answers = new EnumMap<>(Regime.class);
        double asAskedFor = 0;
        NearCopies features = null;
        for (Regime diet : Regime.values()) {
            Classifier classifier = trained(diet, real, generated.pictures());
            try {
                Answers found = Answers.of(classifier, heldOut);
                answers.put(diet, found);
                screen.say("  %s: %.1f %% right".formatted(diet.title(), 100 * found.share()));
                if (diet == Regime.CLASSICAL) {
                    asAskedFor = Answers.of(classifier, generated.pictures()).share();
                    features = inFeatures(classifier, real, generated.pictures());
                }
            } finally {
                Scope.release(classifier);
            }
        }
        NearCopies pixels =
                NearCopies.of(generated.pictures().pictures(), heldOut.pictures(), real.pictures());
        return new AugmentCell(
                perClass,
                seed,
                answers,
                asAskedFor,
                pixels,
                Objects.requireNonNull(features),
                overview(generated),
                pairs(pixels, real, generated),
                generated.model(),
                generated.run(),
                (System.nanoTime() - start) / 1e9);
    }

    private Classifier trained(Regime regime, LabelledPictures real, LabelledPictures synthetic) {
        List<LabelledPictures> pools =
                switch (regime) {
                    case REAL, CLASSICAL -> List.of(real);
                    case SYNTHETIC -> List.of(synthetic);
                    case BOTH, ALL -> List.of(real, synthetic);
                };
        boolean moved = regime == Regime.CLASSICAL || regime == Regime.ALL;
        return plan.classifier()
                .on(
                        new Diet(
                                regime.title(),
                                pools,
                                moved ? Optional.of(plan.classical()) : Optional.empty()),
                        data.pools().size(),
                        seed);
    }

    private NearCopies inFeatures(
            Classifier classifier, LabelledPictures real, LabelledPictures generated) {
        return Scope.tidy(
                () ->
                        NearCopies.of(
                                DietTraining.features(classifier, generated.pictures()),
                                DietTraining.features(classifier, heldOut.pictures()),
                                DietTraining.features(classifier, real.pictures())));
    }

    /** The first pictures of every class, a class a row. */
    private BufferedImage overview(Generated generated) {
        int classes = data.pools().size();
        int columns = Math.min(SHOWN, plan.synthetic());
        long[] index = new long[classes * columns];
        for (int i = 0; i < index.length; i++) {
            index[i] = (long) i / columns * plan.synthetic() + i % columns;
        }
        Tensor pictures = generated.pictures().pictures();
        byte[] bytes =
                Scope.tidy(
                        () ->
                                Sample.toBytes(
                                        pictures.indexSelect(0, Tensor.of(index, index.length))));
        return grid(bytes, index.length)
                .withColumns(columns)
                .withRowLabels(data.source().set().classes())
                .image();
    }

    /** The generated pictures nearest to a training picture above those training pictures. */
    private BufferedImage pairs(NearCopies pixels, LabelledPictures real, Generated generated) {
        int[] nearest = pixels.nearest(SHOWN);
        byte[] bytes = Scope.tidy(() -> Sample.toBytes(pairs(nearest, real, generated)));
        return grid(bytes, 2 * nearest.length)
                .withColumns(nearest.length)
                .withRowLabels(List.of("generated", "training"))
                .image();
    }

    private static Tensor pairs(int[] nearest, LabelledPictures real, Generated generated) {
        long[] wide = new long[nearest.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = nearest[i];
        }
        Tensor made = generated.pictures().pictures().indexSelect(0, Tensor.of(wide, wide.length));
        Tensor differences =
                made.flatten().unsqueeze(1).sub(real.pictures().flatten().unsqueeze(0));
        Tensor closest = differences.square().sum(false, 2).neg().argmax(1);
        return made.cat(0, real.pictures().indexSelect(0, closest));
    }

    private PictureGrid grid(byte[] bytes, int count) {
        SampleShape shape = data.source().set().shape();
        return PictureGrid.of(bytes, count, shape.channels(), shape.height(), shape.width())
                .withPicturesOfAtLeast(64);
    }
}
