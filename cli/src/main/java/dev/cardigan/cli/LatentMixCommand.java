package dev.cardigan.cli;

import dev.cardigan.latent.Layers;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
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

/** Pictures whose layers take their styles from two others. */
@Command(
        name = "mix",
        description = {
            "Mix styles: each picture takes some layers from the picture above its column and all others from the picture left of its row.",
            "Coarse layers hold shapes and poses, fine ones strokes and colours. How many layers there are is said with the result."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan latent mix latest",
            "  cardigan latent mix stylegan2-001 --coarse 1-4 --fine 5-9 --layers 2-3"
        })
final class LatentMixCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private LatentOptions options = new LatentOptions();

    @Mixin private TruncationOption truncation = new TruncationOption();

    @Option(
            names = "--coarse",
            defaultValue = "1-4",
            paramLabel = "SEEDS",
            description = "One row each. Default: ${DEFAULT-VALUE}.")
    private String coarse = "1-4";

    @Option(
            names = "--fine",
            defaultValue = "5-9",
            paramLabel = "SEEDS",
            description = "One column each. Default: ${DEFAULT-VALUE}.")
    private String fine = "5-9";

    @Option(
            names = "--layers",
            paramLabel = "A-B",
            description =
                    "Layers taken from the column's picture; 0 is the coarsest. Default: the finer half.")
    private Optional<String> layers = Optional.empty();

    @Override
    public Integer call() {
        List<Long> rows = Seeds.parse("--coarse", coarse);
        List<Long> columns = Seeds.parse("--fine", fine);
        try (LatentBench bench = options.open(spec, truncation.psi())) {
            bench.requireStyles("mix");
            int all = bench.space().layers();
            Layers taken =
                    layers.map(text -> Layers.parse(text, all))
                            .orElseGet(() -> new Layers(all / 2, all - 1));
            Codes codes = bench.drawing(() -> mixed(bench, rows, columns, taken));
            List<String> heads = new ArrayList<>(List.of(""));
            columns.forEach(seed -> heads.add(seed.toString()));
            List<String> labels = new ArrayList<>(List.of(""));
            rows.forEach(seed -> labels.add(seed.toString()));
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put("coarse", rows);
            settings.put("fine", columns);
            settings.put("mixed layers", taken.toString());
            Sheet sheet =
                    Sheet.of(codes, columns.size() + 1)
                            .behind(new byte[bench.shape().elements()])
                            .labelled(labels, heads);
            bench.say("layers", "%s of 0-%d from the columns".formatted(taken, all - 1));
            bench.write(bench.picture("mix"), sheet, "mix", coarse + " x " + fine, settings);
            return bench.done();
        }
    }

    /** The columns' own pictures, then in each row its own and the mixed ones. */
    private static Codes mixed(
            LatentBench bench, List<Long> rows, List<Long> columns, Layers taken) {
        List<Long> seeds = new ArrayList<>(rows);
        seeds.addAll(columns);
        int[] classes = bench.classes(seeds.size());
        Tensor sources = bench.codes(seeds, classes);
        List<Tensor> all = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int column = rows.size(); column < seeds.size(); column++) {
            all.add(sources.narrow(0, column, 1));
            labels.add(classes[column]);
        }
        for (int row = 0; row < rows.size(); row++) {
            Tensor own = sources.narrow(0, row, 1);
            all.add(own);
            labels.add(classes[row]);
            for (int column = rows.size(); column < seeds.size(); column++) {
                all.add(taken.exchanged(own, sources.narrow(0, column, 1)));
                labels.add(classes[row]);
            }
        }
        return Codes.of(
                all.get(0).cat(0, all.stream().skip(1).toArray(Tensor[]::new)),
                labels.stream().mapToInt(Integer::intValue).toArray());
    }
}
