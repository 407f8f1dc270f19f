package dev.cardigan.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration with every kind of component, for the tests of this package. */
record Example(
        @Doc(value = "Images in one step.", unit = "images") int batch,
        long steps,
        @Doc("What the run is called.") String name,
        Precision precision,
        boolean resume,
        Path data,
        Player critic,
        Player generator,
        Judge adversarial,
        Optional<Penalty> penalty,
        Optional<Integer> seed,
        List<Double> betas,
        List<Stage> stages,
        Map<String, Double> weights) {

    Example {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, is " + batch);
        }
    }

    enum Precision {
        FP32,
        BF16_MIXED
    }

    record Player(double learningRate, float decay) {
        Player {
            if (learningRate <= 0) {
                throw new IllegalArgumentException(
                        "learningRate must be positive, is " + learningRate);
            }
        }
    }

    @Doc("How the critic's outputs become a loss.")
    interface Judge {}

    record Hinge(double margin) implements Judge {}

    record LeastSquares() implements Judge {}

    enum Classic implements Judge {
        MINIMAX
    }

    interface Penalty {}

    record R1(double gamma, int every) implements Penalty {}

    record Several(List<Penalty> parts) implements Penalty {}

    record Stage(int size, Optional<Double> blend) {}

    static final Choices CHOICES =
            Choices.of(
                            Judge.class,
                            Map.of(
                                    "hinge", new Hinge(1),
                                    "least-squares", new LeastSquares(),
                                    "minimax", Classic.MINIMAX))
                    .and(
                            Penalty.class,
                            Map.of("r1", new R1(10, 16), "several", new Several(List.of())));

    static final Example STANDARD =
            new Example(
                    64,
                    100_000,
                    "run",
                    Precision.FP32,
                    false,
                    Path.of("data"),
                    new Player(2e-4, 0.5f),
                    new Player(1e-4, 0.1f),
                    new Hinge(2),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(0.5, 0.999),
                    List.of(),
                    new LinkedHashMap<>(Map.of("cycle", 10.0)));

    static Example bind(Settings settings) {
        return Binder.with(CHOICES).bind(STANDARD, settings);
    }

    static Example bindYaml(String... lines) {
        return bind(Settings.ofYaml(String.join("\n", lines), "config.yaml"));
    }

    static Example bindArguments(String... assignments) {
        return bind(Settings.ofAssignments(List.of(assignments)));
    }
}
