package dev.cardigan.cli;

import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The same pictures at several truncations. */
@Command(
        name = "truncation",
        description = {
            "Draw the same pictures nearer and nearer to the mean of all styles.",
            "Rows are seeds, columns shares of the distance from the mean (psi): at 0 all pictures are the mean one, at 1 they are as varied as the run was trained to be."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan latent truncation latest",
            "  cardigan latent truncation stylegan2-001 --seeds 1-8 --psis 0.4,0.7,1,1.3"
        })
final class LatentTruncationCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private LatentOptions options = new LatentOptions();

    @Option(
            names = "--seeds",
            defaultValue = "1-6",
            paramLabel = "SEEDS",
            description = "One row each: 1,2,7 or 1-8. Default: ${DEFAULT-VALUE}.")
    private String seeds = "1-6";

    @Option(
            names = "--psis",
            split = ",",
            defaultValue = "0,0.2,0.4,0.6,0.8,1",
            paramLabel = "SHARE",
            description = "One column each. Default: ${DEFAULT-VALUE}.")
    private List<Double> psis = List.of();

    @Override
    public Integer call() {
        List<Long> rows = Seeds.parse("--seeds", seeds);
        try (LatentBench bench = options.open(spec)) {
            bench.requireStyles("truncation");
            int[] classes = bench.classes(rows.size());
            Codes codes = bench.drawing(() -> codes(bench, rows, classes));
            List<String> heads = psis.stream().map(Object::toString).toList();
            List<String> labels = rows.stream().map(Object::toString).toList();
            bench.write(
                    bench.picture("truncation"),
                    Sheet.of(codes, psis.size()).labelled(labels, heads),
                    "truncation",
                    seeds,
                    Map.of("seeds", rows, "psis", psis));
            return bench.done();
        }
    }

    private Codes codes(LatentBench bench, List<Long> rows, int[] classes) {
        Tensor plain = bench.plain(bench.latents(rows), classes);
        List<Tensor> all = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            for (double psi : psis) {
                all.add(bench.space().truncated(plain.narrow(0, row, 1), psi));
            }
            labels.addAll(Collections.nCopies(psis.size(), classes[row]));
        }
        return Codes.of(
                all.get(0).cat(0, all.stream().skip(1).toArray(Tensor[]::new)),
                labels.stream().mapToInt(Integer::intValue).toArray());
    }
}
