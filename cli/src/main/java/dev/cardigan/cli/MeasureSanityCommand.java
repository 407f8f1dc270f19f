package dev.cardigan.cli;

import dev.cardigan.config.Json;
import dev.cardigan.data.Dataset;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.Subset;
import dev.cardigan.error.ConfigException;
import dev.cardigan.evaluation.PictureData;
import dev.cardigan.evaluation.Sanity;
import dev.cardigan.metric.Extractor;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.tensor.Engine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows whether scores mean anything on some data, before anyone believes them. */
@Command(
        name = "sanity",
        description = {
            "See whether scores mean anything on some data, before you believe them.",
            "Compares one half of the data with the other, and with copies made worse: blurred, noised, a tenth repeated, one class missing. The other half must be nearest; everything worse must be further."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan measure sanity --data mnist",
            "  cardigan measure sanity --data photos --samples 10000",
            "  cardigan measure sanity --data fashion --test fashion/t10k-images-idx3-ubyte.gz"
        })
final class MeasureSanityCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = "The pictures to halve.")
    private String data = "";

    @Option(
            names = "--test",
            paramLabel = "DATA",
            description = "Pictures of the same kind that nothing was trained on.")
    private Optional<String> test = Optional.empty();

    @Option(
            names = "--samples",
            paramLabel = "N",
            description =
                    "How many pictures to halve, drawn by the seed. Default: all. The extractor is trained on all the data whatever this says.")
    private Optional<Integer> samples = Optional.empty();

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin private MeasureOptions options = new MeasureOptions();

    @Override
    public Integer call() {
        Engine.load(spec.commandLine().getErr()::println);
        options.useThreads();
        Comparison outcome = outcome();
        spec.commandLine().getOut().println(json ? json(outcome) : text(outcome));
        return 0;
    }

    private record Comparison(String extractor, String hash, int half, List<Sanity> rows) {}

    private Comparison outcome() {
        try (TerminalProgress progress = new TerminalProgress(spec.commandLine().getErr())) {
            PictureData set = MeasureOptions.open(data, options.reading(), progress);
            Optional<Dataset<RawPictures>> held =
                    test.map(text -> MeasureOptions.open(text, options.reading(), progress));
            Dataset<RawPictures> part = part(set);
            try (Extractor extractor = options.extractor(set, progress)) {
                return new Comparison(
                        extractor.name(),
                        extractor.hash(),
                        part.size() / 2,
                        Sanity.of(part, held, extractor, options.seed(), progress));
            }
        }
    }

    private Dataset<RawPictures> part(PictureData set) {
        if (samples.isEmpty()) {
            return set;
        }
        int count = samples.get();
        if (count < 2 || count > set.size()) {
            throw new ConfigException(
                    "--samples: expected 2 to the %d pictures of %s, found %d"
                            .formatted(set.size(), data, count));
        }
        return Subset.first(set, "part", count, options.seed());
    }

    private String text(Comparison outcome) {
        List<Sanity> rows = outcome.rows();
        StringBuilder text = new StringBuilder();
        text.append(
                "One half of %s, %,d pictures, seen by %s@%s, against%n"
                        .formatted(
                                data,
                                outcome.half(),
                                outcome.extractor(),
                                outcome.hash().substring(0, 12)));
        for (Sanity row : rows) {
            text.append(
                    "  %-44s %,7d pictures  fid %9s  kid %9s%n"
                            .formatted(
                                    row.name(),
                                    row.count(),
                                    HumanUnits.number(row.fid()),
                                    HumanUnits.number(row.kid())));
        }
        List<String> nearer =
                Sanity.nearerThanTheOtherHalf(rows).stream().map(Sanity::name).toList();
        return text.append(
                        nearer.isEmpty()
                                ? "The other half is nearest, as it must be."
                                : "Not to be trusted: nearer than the other half is "
                                        + String.join(", ", nearer))
                .toString();
    }

    private String json(Comparison outcome) {
        List<Sanity> rows = outcome.rows();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("extractor", outcome.extractor());
        tree.put("extractorHash", outcome.hash());
        tree.put("half", outcome.half());
        tree.put("seed", options.seed());
        tree.put(
                "rows",
                rows.stream()
                        .map(
                                row ->
                                        Map.of(
                                                "against",
                                                row.name(),
                                                "pictures",
                                                row.count(),
                                                "fid",
                                                row.fid(),
                                                "kid",
                                                row.kid()))
                        .toList());
        tree.put("trusted", Sanity.nearerThanTheOtherHalf(rows).isEmpty());
        return Json.writeString(tree);
    }
}
