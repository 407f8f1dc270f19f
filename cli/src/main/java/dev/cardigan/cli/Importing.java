package dev.cardigan.cli;

import dev.cardigan.checkpoint.Retention;
import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Settings;
import dev.cardigan.data.Progress;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.CardiganException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.tensor.Device;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Run;
import dev.cardigan.training.Saver;
import dev.cardigan.training.World;
import dev.cardigan.zoo.Recipe;
import dev.cardigan.zoo.official.Found;
import dev.cardigan.zoo.official.Part;
import dev.cardigan.zoo.official.WeightFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Makes a run of weights that others trained.
 *
 * @param paper as the user says it
 * @param data to train on later, if there is any
 * @param side of the pictures, where the weights leave it open
 * @param changes the user's settings, stronger than what the weights say
 * @param folder makes the run's folder, once all is known to fit
 */
record Importing(
        String paper,
        WeightSources sources,
        Optional<String> data,
        Optional<Integer> side,
        Settings changes,
        Supplier<RunFolder> folder) {

    /**
     * What came of it.
     *
     * @param counts weights of each part
     * @param unused tensors of the files that belong to none of them
     */
    record Result(RunFolder run, Found found, Map<Part, Integer> counts, List<String> unused) {}

    Result made() {
        Found found = found();
        Settings settings = settings(found);
        if (data.isPresent()) {
            try (Session session = Session.open(paper, settings, Progress.SILENT)) {
                requireAlike(found, session);
                return written(found, session.run(), RunRecord.of(session));
            }
        }
        Recipe.Sample sample = new Recipe.Sample(found.shape(), found.classes());
        Model<?, ?> model = Model.of(Session.recipe(paper), sample, NoData.NAME, settings);
        try (Run<?> run = run(model)) {
            return written(found, run, RunRecord.withoutData(model));
        }
    }

    private Found found() {
        WeightFormat format =
                WeightFormat.of(paper)
                        .orElseThrow(
                                () ->
                                        new ConfigException(
                                                "import %s: expected one of %s, whose published weights Cardigan knows; found another"
                                                        .formatted(paper, papers())));
        OptionalInt wanted = side.map(OptionalInt::of).orElseGet(OptionalInt::empty);
        Found found = format.find(sources.shapes(), paper, wanted);
        if (!found.paper().equals(paper)) {
            throw new ConfigException(
                    "import %s: expected weights of it, found those of %s with %d classes; run 'cardigan import %s'"
                            .formatted(paper, found.paper(), found.classes(), found.paper()));
        }
        if (found.sized() && side.isPresent() && side.get() != found.shape().height()) {
            throw new ConfigException(
                    "--size: expected %d, which the weights are for, found %d"
                            .formatted(found.shape().height(), side.get()));
        }
        return found;
    }

    /** The papers whose weights can be imported, in words. */
    static String papers() {
        TreeSet<String> papers = new TreeSet<>();
        WeightFormat.all().forEach(format -> papers.addAll(format.papers()));
        return String.join(", ", papers);
    }

    private Settings settings(Found found) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("data", data.orElse(NoData.NAME));
        run.put("size", found.shape().height());
        run.put("colours", found.shape().channels() == 1 ? "grey" : "rgb");
        return Settings.ofMap(found.settings(), "the weights")
                .overriddenBy(Settings.ofMap(run, "the weights"))
                .overriddenBy(changes);
    }

    private static void requireAlike(Found found, Session session) {
        SampleShape shape = session.model().shape();
        int classes = session.model().sample().classes();
        boolean fits =
                shape.channels() == found.shape().channels()
                        && (!found.sized() || shape.equals(found.shape()))
                        && (found.classes() == 0 || found.classes() == classes);
        if (!fits) {
            throw new DataException(
                    "--data: expected samples of %s%s, which the weights are for, found %s with %d classes"
                            .formatted(
                                    found.shape(),
                                    found.classes() == 0
                                            ? ""
                                            : " with " + found.classes() + " classes",
                                    shape,
                                    classes));
        }
    }

    private static <S extends Record, B> Run<B> run(Model<S, B> model) {
        RunSettings own = model.settings();
        Plan plan =
                new Plan(
                        own.steps(),
                        own.accumulate(),
                        own.precision(),
                        Device.parse(own.device()).orFail(),
                        own.average());
        return new Run<>(model.build(), plan, new NoData<>(model.recipe().name()), World.ALONE);
    }

    /** Writes folder, record and the checkpoint of step 0, after all weights fitted. */
    private Result written(Found found, Run<?> run, RunRecord record) {
        Transfer transfer = new Transfer(sources.shapes().file(), sources.tensors(), found, run);
        Map<Part, Integer> counts = transfer.carry();
        try (RunFolder made = folder.get()) {
            try {
                record.importedFrom(sources.origins()).write(made);
                new Saver(made.checkpoints(), Retention.keep(2), 1, step -> {}).save(run);
            } catch (CardiganException failure) {
                made.discard();
                throw failure;
            }
            return new Result(made, found, counts, transfer.unused());
        }
    }
}
