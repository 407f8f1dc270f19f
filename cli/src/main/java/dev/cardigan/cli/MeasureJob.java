package dev.cardigan.cli;

import dev.cardigan.checkpoint.Checkpoint;
import dev.cardigan.data.Dataset;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.Subset;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.evaluation.Evidence;
import dev.cardigan.evaluation.FeatureSet;
import dev.cardigan.evaluation.Measure;
import dev.cardigan.evaluation.Measures;
import dev.cardigan.evaluation.PictureData;
import dev.cardigan.evaluation.Walk;
import dev.cardigan.metric.Extractor;
import dev.cardigan.metric.Stamp;
import dev.cardigan.tensor.Randomness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One measurement, as asked for; see {@link MeasureCommand}. Runs inside a scope. */
record MeasureJob(
        String what,
        Optional<String> against,
        Optional<Integer> samples,
        Optional<String> metrics,
        Optional<String> split,
        int resamples,
        Optional<Long> step,
        boolean raw,
        MeasureOptions options) {

    private static final int SAMPLES = 10_000;
    private static final Path RUNS = Path.of("runs");

    MeasureJob {
        if (samples.isPresent() && samples.get() < 2) {
            throw new ConfigException("--samples: expected at least 2, found " + samples.get());
        }
        if (resamples < 0 || resamples == 1) {
            throw new ConfigException("--resamples: expected 0 or at least 2, found " + resamples);
        }
        metrics.ifPresent(Measures::named);
    }

    /** One side of the comparison. */
    private record Generated(
            Dataset<RawPictures> pictures,
            Optional<Walk> walk,
            String weights,
            List<String> reading) {}

    MeasureTable measured(Progress progress) {
        return isRun() ? ofRun(SavedRun.named(what), progress) : ofFiles(progress);
    }

    private boolean isRun() {
        if (what.equals("latest")) {
            return true;
        }
        boolean isRecorded = RunFinder.isRun(Path.of(what)) || RunFinder.isRun(RUNS.resolve(what));
        return isRecorded || (!what.startsWith("builtin:") && !Files.exists(Path.of(what)));
    }

    private MeasureTable ofRun(SavedRun run, Progress progress) {
        if (!run.model().shape().isPicture()) {
            throw new DataException(
                    "%s: expected a run that makes pictures, found points; 'cardigan lab' measures points"
                            .formatted(run.name()));
        }
        RunSettings settings = run.model().settings();
        if (against.isEmpty()) {
            NoData.refuse(
                    run.name(), settings.data(), "name the real pictures with --against DATA");
        }
        PictureOptions reading =
                options.reading(
                        settings, run.model().shape().channels(), run.model().shape().height());
        MeasureOptions.Side real =
                MeasureOptions.side(against.orElse(settings.data()), reading, progress);
        Checkpoint checkpoint =
                run.checkpoint(step.map(OptionalLong::of).orElseGet(OptionalLong::empty));
        try (TrainedGenerator generator = TrainedGenerator.of(run, checkpoint, raw)) {
            options.useThreads();
            Drawing drawing = new Drawing(run, generator, options.seed());
            Generated generated =
                    new Generated(
                            drawing.pictures(samples.orElse(SAMPLES), progress),
                            Optional.of(drawing),
                            raw ? "trained" : "average",
                            List.of());
            String title = "%s at step %d".formatted(run.name(), checkpoint.step());
            String part =
                    real.pictures().fingerprint().equals(run.dataFingerprint()) ? "train" : "data";
            return compared(title, generated, real, part, progress);
        }
    }

    private MeasureTable ofFiles(Progress progress) {
        String data =
                against.orElseThrow(
                        () ->
                                new ConfigException(
                                        "--against: expected the real pictures to compare %s with, found none"
                                                .formatted(what)));
        MeasureOptions.Side real = MeasureOptions.side(data, options.reading(), progress);
        MeasureOptions.Side side = MeasureOptions.side(what, options.reading(), progress);
        PictureData given = side.pictures();
        options.useThreads();
        Dataset<RawPictures> taken =
                samples.isPresent() && samples.get() < given.size()
                        ? Subset.first(given, "part", samples.get(), options.seed())
                        : given;
        requireEnough(given);
        return compared(
                given.name(),
                new Generated(taken, Optional.empty(), "files", side.reading()),
                real,
                "data",
                progress);
    }

    private void requireEnough(PictureData given) {
        if (samples.isPresent() && samples.get() > given.size()) {
            throw new DataException(
                    "%s: expected %d pictures as --samples asks, found %d"
                            .formatted(what, samples.get(), given.size()));
        }
    }

    private MeasureTable compared(
            String title,
            Generated generated,
            MeasureOptions.Side side,
            String part,
            Progress progress) {
        PictureData real = side.pictures();
        requireAlike(title, generated.pictures(), real);
        Optional<List<Measure>> chosen = metrics.map(Measures::named);
        try (Extractor extractor =
                options.extractorFor(chosen.orElse(Measures.all()), real, progress)) {
            FeatureSet seen = FeatureSet.of(extractor, generated.pictures(), progress);
            Evidence evidence =
                    new Evidence(
                            extractor,
                            options.cache().features(extractor, real, progress),
                            seen,
                            real,
                            generated.pictures(),
                            generated.walk(),
                            new Randomness(options.seed()),
                            resamples,
                            progress);
            List<Measure> wanted = chosen.orElseGet(() -> Measures.usual(evidence));
            Stamp stamp = stamp(extractor, evidence, split.orElse(part), generated.weights());
            return new MeasureTable(
                    title,
                    real.name(),
                    real.shape().toString(),
                    new MeasureTable.Reading(generated.reading(), side.reading()),
                    stamp,
                    Measures.scores(wanted, evidence));
        }
    }

    private static void requireAlike(
            String title, Dataset<RawPictures> generated, PictureData real) {
        if (!generated.shape().equals(real.shape())) {
            throw new DataException(
                    "%s against %s: expected pictures of one size and colour, found %s and %s; read both alike with --size and --colours"
                            .formatted(title, real.name(), generated.shape(), real.shape()));
        }
    }

    private Stamp stamp(Extractor extractor, Evidence evidence, String part, String weights) {
        return new Stamp(
                extractor.name(),
                extractor.hash(),
                extractor.resizer().inWords(),
                evidence.generatedPictures().size(),
                evidence.realPictures().size(),
                part,
                evidence.realPictures().fingerprint(),
                weights,
                options.seed());
    }
}
