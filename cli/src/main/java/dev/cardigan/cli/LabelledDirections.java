package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import dev.cardigan.latent.Directions;
import dev.cardigan.latent.Separation;
import dev.cardigan.metric.Extractor;
import dev.cardigan.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Directions from class to class, as told by the run or seen by a classifier.
 *
 * @param extractor the classifier asked for
 * @param between two classes, or none for each against all others
 */
record LabelledDirections(
        LatentBench bench,
        DirectionFinding finding,
        Optional<String> extractor,
        List<String> between,
        Separation.Plane plane) {

    Directions found() {
        boolean own =
                extractor.isEmpty()
                        && bench.space().layers() > 1
                        && bench.generator().classes() > 0;
        int[] labels;
        int known;
        if (own) {
            labels = bench.classes(finding.samples());
            known = bench.generator().classes();
            bench.say("classes", "those the run was told");
        } else {
            try (Extractor classifier = LatentExtractor.open(extractor.orElse("auto"), bench)) {
                labels =
                        finding.classified(
                                classifier,
                                Countdown.of(bench.err(), finding.samples(), "pictures"));
                known = classifier.classes();
                bench.say("classes", "as seen by " + classifier.name());
            }
        }
        List<Integer> kinds = kinds(known, labels);
        boolean two = !between.isEmpty();
        return bench.generator()
                .ready(() -> Scope.tidy(() -> finding.labels(labels, kinds, two, plane)));
    }

    private List<Integer> kinds(int known, int[] labels) {
        if (between.isEmpty()) {
            return frequent(known, labels);
        }
        List<Integer> kinds =
                IntStream.of(
                                SampleRequest.labels(
                                        "--between", between, bench.run().classes(), known))
                        .boxed()
                        .toList();
        if (kinds.size() != 2) {
            throw new ConfigException(
                    "--between: expected two classes such as 3,8, found " + kinds.size());
        }
        return kinds;
    }

    /** The classes that were seen often enough; the others are said. */
    private List<Integer> frequent(int known, int[] labels) {
        List<Integer> frequent = new ArrayList<>();
        List<Integer> rare = new ArrayList<>();
        for (int kind = 0; kind < known; kind++) {
            int wanted = kind;
            long count = IntStream.of(labels).filter(label -> label == wanted).count();
            (count < Separation.FEWEST ? rare : frequent).add(kind);
        }
        if (!rare.isEmpty()) {
            bench.say("classes too rare in the samples", rare);
        }
        return frequent.isEmpty() ? rare : frequent;
    }
}
