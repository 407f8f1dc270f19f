package dev.cardigan.cli;

import dev.cardigan.checkpoint.Retention;
import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Settings;
import dev.cardigan.data.Dataset;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Progress;
import dev.cardigan.data.Source;
import dev.cardigan.report.Measurement;
import dev.cardigan.report.MetricsLog;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Threads;
import dev.cardigan.training.DataFeed;
import dev.cardigan.training.Interval;
import dev.cardigan.training.Plan;
import dev.cardigan.training.Run;
import dev.cardigan.training.Saver;
import dev.cardigan.training.Trainer;
import dev.cardigan.training.World;
import dev.cardigan.zoo.Recipe;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Trains a small GAN for real and leaves its run folder. */
final class TrainedRun {

    private static final long STEPS = 6;

    private TrainedRun() {}

    static Path in(Path runs, String name, String paper, String data, String... assignments) {
        Recipe<?, ?> recipe = PapersCommand.named(paper);
        Source<?> source = Source.open(data, PictureOptions.GUESS.withSize(16), Progress.SILENT);
        return train(
                runs, name, recipe, source, data, Settings.ofAssignments(List.of(assignments)));
    }

    private static <S extends Record, B, R> Path train(
            Path runs,
            String name,
            Recipe<S, B> recipe,
            Source<R> source,
            String data,
            Settings settings) {
        Dataset<R> set = source.set();
        Recipe.Sample sample = new Recipe.Sample(set.shape(), set.classes().size());
        Model<S, B> model = Model.of(recipe, sample, data, settings);
        Threads.use(1);
        Plan plan = Plan.steps(STEPS);
        DataFeed<R, B> feed =
                DataFeed.of(
                        set,
                        8,
                        new Randomness(1),
                        raw -> {
                            var batch = source.toSample().apply(raw, Device.CPU);
                            return recipe.intake().batch().apply(batch.real(), batch.classes());
                        });
        try (RunFolder folder = RunFolder.create(runs, name);
                MetricsLog metrics = MetricsLog.of(folder.metrics());
                MetricsLog timing = MetricsLog.of(Recorder.timing(folder));
                Run<B> run = new Run<>(model.build(), plan, feed, World.ALONE)) {
            folder.writeRecord(JsonMapper.shared().valueToTree(record(model, set)));
            Saver saver =
                    new Saver(folder.checkpoints(), new Retention(2, Optional.empty()), 3, s -> {});
            Interval log =
                    new Interval(
                            1,
                            now -> {
                                metrics.append(new Measurement(now.step(), Map.of("loss", 0.7)));
                                timing.append(
                                        new Measurement(
                                                now.step(), Map.of("imagesPerSecond", 80.0)));
                            });
            new Trainer(List.of(saver, log), saver, () -> false).train(run);
            return folder.path();
        }
    }

    private static Map<String, Object> record(Model<?, ?> model, Dataset<?> set) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", set.name());
        data.put("fingerprint", set.fingerprint());
        data.put(
                "shape",
                List.of(set.shape().channels(), set.shape().height(), set.shape().width()));
        data.put("classes", set.classes());
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("seed", model.settings().seed());
        record.put(
                "settings",
                Vocabulary.binder(model.recipe(), model.sample()).toMap(model.settings()));
        record.put("data", data);
        record.put("threads", 1);
        return record;
    }
}
