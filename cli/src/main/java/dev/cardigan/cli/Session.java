package dev.cardigan.cli;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Generative;
import dev.cardigan.config.Settings;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Progress;
import dev.cardigan.data.Sample;
import dev.cardigan.data.SampleShape;
import dev.cardigan.data.Source;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.evaluation.Evaluator;
import dev.cardigan.evaluation.Extractors;
import dev.cardigan.evaluation.MeasureCache;
import dev.cardigan.evaluation.PictureData;
import dev.cardigan.metric.Extractor;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import dev.cardigan.training.DataFeed;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Run;
import dev.cardigan.training.ThreadChoice;
import dev.cardigan.training.World;
import dev.cardigan.zoo.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Data, model and loop of one run, put together from its settings. Belongs to the thread that
 * opened it.
 *
 * @param model the recipe with the run's settings
 * @param source the data
 * @param run ready at step 0
 * @param feed the run's batches
 * @param threads what the engine computes with
 */
record Session(Model<?, ?> model, Source<?> source, Run<?> run, DataFeed<?, ?> feed, int threads)
        implements AutoCloseable {

    static final String DEFAULT_DATA = "builtin:digits";

    /** What settings are read for before the data is known; only its defaults depend on it. */
    private static final Recipe.Sample UNKNOWN = new Recipe.Sample(new SampleShape(1, 32, 32), 10);

    /** Points of toy data are drawn many, or no shape is seen. */
    private static final int MANY_POINTS = 1000;

    /**
     * Opens data and builds the model.
     *
     * @param settings of all sources, weak to strong
     * @throws ConfigException for unknown papers and settings
     * @throws DataException for data that cannot be read or that the paper cannot model
     */
    static Session open(String paper, Settings settings, Progress progress) {
        Recipe<?, ?> recipe = recipe(paper);
        RunSettings wanted = Model.of(recipe, UNKNOWN, DEFAULT_DATA, settings).settings();
        Device.parse(wanted.device()).orFail();
        Source<?> source = Source.open(wanted.data(), options(wanted), progress);
        return of(recipe, source, settings, located(wanted.data()));
    }

    /**
     * @throws ConfigException if there is no such paper
     */
    static Recipe<?, ?> recipe(String name) {
        return PapersCommand.named(name);
    }

    private static PictureOptions options(RunSettings wanted) {
        PictureOptions options =
                PictureOptions.GUESS.withFit(wanted.fit()).withColours(wanted.colours());
        return wanted.size().map(options::withSize).orElse(options);
    }

    /** Files by their absolute path, so that a run can be resumed from any folder. */
    private static String located(String data) {
        boolean isFile = !data.startsWith("builtin:") && Files.exists(Path.of(data));
        return isFile ? Path.of(data).toAbsolutePath().normalize().toString() : data;
    }

    private static <S extends Record, B, R> Session of(
            Recipe<S, B> recipe, Source<R> source, Settings settings, String data) {
        Recipe.Sample sample =
                new Recipe.Sample(source.set().shape(), source.set().classes().size());
        requireLabels(recipe, sample, data);
        Settings all = settings.overriddenBy(Settings.ofMap(Map.of("data", data), "data"));
        Model<S, B> model = Model.of(recipe, sample, data, all);
        RunSettings own = model.settings();
        requireOwnModel(recipe, sample, own);
        Device device = Device.parse(own.device());
        Gan<B> gan = model.build();
        DataFeed<R, B> feed =
                DataFeed.of(
                        source.set(),
                        own.batch(),
                        new Randomness(own.seed()),
                        raw -> {
                            Sample samples = source.toSample().apply(raw, device);
                            return recipe.intake().batch().apply(samples.real(), samples.classes());
                        });
        Plan plan = new Plan(own.steps(), own.accumulate(), own.precision(), device, own.average());
        Run<B> run = new Run<>(gan, plan, feed, World.ALONE);
        return new Session(model, source, run, feed, threads(run, own));
    }

    private static void requireLabels(Recipe<?, ?> recipe, Recipe.Sample sample, String data) {
        if (recipe.intake().labelled() && sample.classes() < 2) {
            throw new DataException(
                    "%s: %s is told the class of every sample: expected data with at least 2 classes, found %d; sort the pictures into one folder per class, or train dcgan"
                            .formatted(data, recipe.name(), sample.classes()));
        }
    }

    private static void requireOwnModel(
            Recipe<?, ?> recipe, Recipe.Sample sample, RunSettings own) {
        Class<?> expected = recipe.settings().apply(sample).getClass();
        if (!expected.isInstance(own.model())) {
            throw new ConfigException(
                    "model: expected settings of %s, the paper to train, found those of another; name the other paper instead, as in 'cardigan train wgan'"
                            .formatted(recipe.name()));
        }
    }

    /** The number in the settings, or the one that makes the generator's batch fastest. */
    private static int threads(Run<?> run, RunSettings own) {
        if (own.threads() > 0) {
            Threads.use(own.threads());
            return own.threads();
        }
        Threads.warnIfSpinning();
        return ThreadChoice.forBatches(generative(run), own.batch(), run.plan().device());
    }

    static Generative generative(Run<?> run) {
        if (run.gan() instanceof Generative generative) {
            return generative;
        }
        throw new ConfigException("this paper's GAN makes no samples from latents");
    }

    /** Classes 0, 1, .. again and again, I64 [count], on the run's device. */
    static Tensor classes(Run<?> run, Generative gan, int count) {
        long[] labels = new long[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % Math.max(1, gan.classes());
        }
        return Tensor.of(labels, count).to(run.plan().device());
    }

    RunSettings settings() {
        return model.settings();
    }

    String paper() {
        return model.recipe().name();
    }

    /** How many samples a picture of samples shows: whole rows where there are classes. */
    int shown() {
        int wanted = settings().samples();
        if (!model.shape().isPicture()) {
            return Math.max(wanted, MANY_POINTS);
        }
        int classes = generative(run).classes();
        return classes < 2 || classes > wanted ? wanted : wanted / classes * classes;
    }

    /** The class names that stand in a row of the picture of samples; empty without classes. */
    Optional<Integer> columns() {
        int classes = generative(run).classes();
        return classes < 2 || classes > settings().samples()
                ? Optional.empty()
                : Optional.of(classes);
    }

    /** The first real samples, [count, ..], of the current scope. */
    Tensor real(int count) {
        return real(source, count);
    }

    private static <R> Tensor real(Source<R> source, int count) {
        int[] indices = new int[Math.min(count, source.set().size())];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i;
        }
        return source.toSample().apply(source.set().load(indices), Device.CPU).real();
    }

    /** What measures the run while it trains, if the settings want that. */
    Optional<Evaluator> evaluator(Screen screen) {
        Evaluation wanted = settings().evaluate();
        if (!wanted.isOn()) {
            return Optional.empty();
        }
        PictureData real = new PictureData(source.set());
        MeasureCache cache = MeasureCache.usual();
        if (wanted.extractor().equals(Extractors.AUTO) && !Files.exists(cache.extractor(real))) {
            screen.say("Training an extractor for the scores (once for this data, minutes).");
        }
        Extractor extractor = Extractors.open(wanted.extractor(), real, cache, Progress.SILENT);
        return Optional.of(
                Evaluator.of(
                        wanted.protocol(settings().seed()),
                        real,
                        extractor,
                        cache,
                        Progress.SILENT));
    }

    /** What was decided about the data, one sentence each. */
    List<String> decisions() {
        return source.decisions();
    }

    @Override
    public void close() {
        run.close();
    }
}
