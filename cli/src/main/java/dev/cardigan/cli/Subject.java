package dev.cardigan.cli;

import dev.cardigan.data.Mixture;
import dev.cardigan.data.StackedSet;
import dev.cardigan.data.Toy2d;
import dev.cardigan.error.ConfigException;
import dev.cardigan.metric.ModeCoverage;
import dev.cardigan.metric.Points;
import dev.cardigan.report.MetricsHistory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** A finished run that measures look at. */
final class Subject {

    /** As many as PacGAN measures mode coverage with (Lin et al. 2018) or more. */
    private static final int SAMPLES = 10_000;

    /** Other latents than those of pictures and of the doctor. */
    private static final long SEED = 424_242;

    private final SavedRun run;
    private final Supplier<ModeCoverage> coverage;

    Subject(Path folder) {
        this.run = SavedRun.in(folder);
        this.coverage = new Once<>(this::measuredCoverage);
    }

    /** Computes a value when first asked. */
    private static final class Once<T> implements Supplier<T> {
        private final Supplier<T> make;
        private Optional<T> made = Optional.empty();

        Once(Supplier<T> make) {
            this.make = make;
        }

        @Override
        public T get() {
            if (made.isEmpty()) {
                made = Optional.of(make.get());
            }
            return made.get();
        }
    }

    ModeCoverage coverage() {
        return coverage.get();
    }

    private ModeCoverage measuredCoverage() {
        String data = run.model().settings().data();
        if (data.startsWith(StackedSet.PREFIX)) {
            return StackedModes.of(run, SEED);
        }
        Mixture law = law(data);
        try (TrainedGenerator generator =
                TrainedGenerator.of(run, run.checkpoint(OptionalLong.empty()), false)) {
            return generator.draw(
                    generator.latents(SEED, SAMPLES),
                    generator.classesInTurn(SAMPLES),
                    samples -> ModeCoverage.of(law, Points.of(samples)));
        }
    }

    /**
     * @throws ConfigException if no modes are known of such data
     */
    static void requireModes(String data) {
        if (!data.startsWith(StackedSet.PREFIX)) {
            law(data);
        }
    }

    private static Mixture law(String data) {
        return Optional.of(data)
                .filter(name -> Toy2d.NAMES.stream().anyMatch(name::endsWith))
                .flatMap(name -> Toy2d.of(name, 0).mixture())
                .orElseThrow(
                        () ->
                                new ConfigException(
                                        "measures modes, highQuality, reverseKl: expected data of a known law such as builtin:ring8, or stacked digits such as stacked:mnist, found %s; choose other measures"
                                                .formatted(data)));
    }

    double endsWell() {
        return DoctorLog.in(run.folder()).read().stream()
                .filter(line -> line.containsKey("alarm"))
                .reduce((earlier, later) -> later)
                .map(line -> Boolean.TRUE.equals(line.get("alarm")) ? 0.0 : 1.0)
                .orElse(Double.NaN);
    }

    double seconds() {
        return MetricsHistory.from(run.folder().metrics(), Recorder.timing(run.folder())).seconds();
    }
}
