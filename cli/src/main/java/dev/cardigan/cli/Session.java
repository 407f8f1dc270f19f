package dev.cardigan.cli;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Translating;
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
import dev.cardigan.evaluation.Measure;
import dev.cardigan.evaluation.MeasureCache;
import dev.cardigan.evaluation.Measures;
import dev.cardigan.evaluation.PictureData;
import dev.cardigan.metric.Extractor;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Engine;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import dev.cardigan.training.DataFeed;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Run;
import dev.cardigan.training.ThreadChoice;
import dev.cardigan.training.World;
import dev.cardigan.training.doctor.Care;
import dev.cardigan.training.doctor.Treatable;
import dev.cardigan.zoo.Recipe;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Data, model and loop of one run, put together from its settings. Belongs to the thread that
 * opened it.
 *
 * @param model the recipe with the run's settings
 * @param source the data
 * @param run ready at step 0
 * @param feed the run's batches
 * @param exhibit what a GAN from pictures to pictures shows
 * @param threads what the engine computes with
 */
record Session(
        Model<?, ?> model,
        Source<?> source,
        Run<?> run,
        DataFeed<?, ?> feed,
        Optional<Exhibit> exhibit,
        int threads)
        implements AutoCloseable {

    /** What is made of a GAN before it is trained. */
    interface Change {
        <B> Gan<B> of(Gan<B> gan);
    }

    private static final Change AS_IT_IS =
            new Change() {
                @Override
                public <B> Gan<B> of(Gan<B> gan) {
                    return gan;
                }
            };

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
        return open(paper, settings, progress, AS_IT_IS);
    }

    /** The same with a GAN that is changed before it is trained. */
    static Session open(String paper, Settings settings, Progress progress, Change change) {
        Recipe<?, ?> recipe = recipe(paper);
        RunSettings wanted = wanted(recipe, settings);
        Device.parse(wanted.device()).orFail();
        long seed = new Randomness(wanted.seed()).seedOf("augment");
        Source<?> source =
                Source.open(recipe.intake().kind(), wanted.data(), options(wanted), seed, progress);
        return of(
                recipe, source, settings, DataPath.located(wanted.data()), change, Tampering.NONE);
    }

    /** The same with data that is not as it should be: what a doctor is tried on. */
    static Session open(String paper, Settings settings, Tampering tampering) {
        Recipe<?, ?> recipe = recipe(paper);
        RunSettings wanted = wanted(recipe, settings);
        Source<?> source = Source.open(wanted.data(), options(wanted), Progress.SILENT);
        return of(recipe, tampering.seen(source), settings, wanted.data(), AS_IT_IS, tampering);
    }

    /**
     * Binds settings without opening any data.
     *
     * @throws ConfigException for unknown papers and settings
     */
    static void check(String paper, Settings settings) {
        Model.of(recipe(paper), UNKNOWN, DEFAULT_DATA, settings);
    }

    /** The settings before the data is known; with them libtorch is loaded, before any tensor. */
    private static RunSettings wanted(Recipe<?, ?> recipe, Settings settings) {
        RunSettings wanted = Model.of(recipe, UNKNOWN, DEFAULT_DATA, settings).settings();
        Engine.load(System.err::println);
        return wanted;
    }

    /**
     * @throws ConfigException if there is no such paper
     */
    static Recipe<?, ?> recipe(String name) {
        return PapersCommand.named(name);
    }

    /** How the pictures of such a run are read. */
    static PictureOptions options(RunSettings wanted) {
        PictureOptions options =
                PictureOptions.GUESS.withFit(wanted.fit()).withColours(wanted.colours());
        return wanted.size().map(options::withSize).orElse(options);
    }

    /** The same on data that is already open. */
    static <S extends Record, B, R> Session of(
            Recipe<S, B> recipe, Source<R> source, Settings settings, String data) {
        return of(recipe, source, settings, data, AS_IT_IS, Tampering.NONE);
    }

    private static <S extends Record, B, R> Session of(
            Recipe<S, B> recipe,
            Source<R> source,
            Settings settings,
            String data,
            Change change,
            Tampering tampering) {
        Recipe.Sample sample =
                new Recipe.Sample(source.set().shape(), source.set().classes().size());
        Settings all = settings.overriddenBy(Settings.ofMap(Map.of("data", data), "data"));
        Model<S, B> model = Model.of(recipe, sample, data, all);
        RunSettings own = model.settings();
        requireOwnModel(recipe, sample, own);
        Device device = Device.parse(own.device());
        Gan<B> gan = change.of(own.doctor() == Care.ACT ? treatable(model) : model.build());
        Source<R> fed = tampering.fed(source);
        DataFeed<R, B> feed =
                DataFeed.of(
                        fed.set(),
                        own.batch(),
                        new Randomness(own.seed()),
                        raw -> fed.batch(recipe.intake(), raw, device));
        Plan plan = new Plan(own.steps(), own.accumulate(), own.precision(), device, own.average());
        Run<B> run = new Run<>(gan, plan, feed, World.ALONE);
        Optional<Exhibit> exhibit =
                gan instanceof Translating<B> translating
                        ? Optional.of(Exhibit.of(translating, source, recipe.intake(), device))
                        : Optional.empty();
        return new Session(model, source, run, feed, exhibit, threads(run, sample.shape(), own));
    }

    private static <B> Gan<B> treatable(Model<?, B> model) {
        Randomness randomness = new Randomness(model.settings().seed());
        return Treatable.of(model.build(), randomness.stream("doctor/noise"));
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
    private static int threads(Run<?> run, SampleShape shape, RunSettings own) {
        if (own.threads() > 0) {
            Threads.use(own.threads());
            return own.threads();
        }
        Threads.warnIfSpinning();
        if (run.gan() instanceof Translating<?> translating) {
            return Scope.tidy(
                    () ->
                            ThreadChoice.forPictures(
                                    translating,
                                    Tensor.zeros(
                                                    own.batch(),
                                                    shape.channels(),
                                                    shape.height() / translating.factor(),
                                                    shape.width() / translating.factor())
                                            .to(run.plan().device())));
        }
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
        return gan.labelsInTurn(count).to(run.plan().device());
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
        if (exhibit.isPresent()) {
            return Math.min(Math.min(wanted, Exhibit.MOST_ROWS), source.set().size());
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

    /** The first samples of a source, as many as there are, of the current scope. */
    static <R> Tensor real(Source<R> source, int count) {
        int[] indices = new int[Math.min(count, source.set().size())];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i;
        }
        return source.toSample().apply(source.set().load(indices), Device.CPU).real();
    }

    /**
     * Samples of a source with their classes, on the run's device: one from each of {@code count}
     * equal parts, so that sets sorted by class give all of them; where in its part is random,
     * because classes may take turns.
     */
    <R> Sample spread(Source<R> from, int count) {
        SplittableRandom random = new SplittableRandom(count);
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            int start = (int) ((long) i * from.set().size() / count);
            int end = (int) ((i + 1L) * from.set().size() / count);
            indices[i] = random.nextInt(start, Math.max(start + 1, end));
        }
        return from.toSample().apply(from.set().load(indices), run.plan().device());
    }

    /** What measures the run while it trains, if the settings want that. */
    Optional<Evaluator> evaluator(Screen screen) {
        Evaluation wanted = settings().evaluate();
        if (!wanted.isOn()) {
            return Optional.empty();
        }
        PictureData real = new PictureData(source.set());
        MeasureCache cache = MeasureCache.usual();
        List<Measure> measures = Measures.named(wanted.metric());
        if (Extractors.areOfFeatures(measures)
                && wanted.extractor().equals(Extractors.AUTO)
                && !Files.exists(cache.extractor(real))) {
            screen.say("Training an extractor for the scores (once for this data, minutes).");
        }
        Extractor extractor =
                Extractors.openFor(measures, wanted.extractor(), real, cache, Progress.SILENT);
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
