package dev.cardigan.cli;

import dev.cardigan.data.Npy;
import dev.cardigan.data.NpyArray;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.latent.Directions;
import dev.cardigan.latent.Layers;
import dev.cardigan.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Moves pictures along directions. */
@Command(
        name = "edit",
        description = {
            "Move pictures along directions of 'latent directions'. A row is a picture, a column a strength.",
            "Several directions are added up, each in its own layers."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  cardigan latent edit latest --direction found.safetensors:0 --strength -3,0,3 --layers 0-3",
            "  cardigan latent edit latest --direction found.safetensors:7 --codes me.npy --strength 0,1,2"
        })
final class LatentEditCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private LatentOptions options = new LatentOptions();

    @Mixin private TruncationOption truncation = new TruncationOption();

    @Option(
            names = "--direction",
            required = true,
            paramLabel = "FILE:K",
            description =
                    "A file of 'latent directions' and the number or name of one. Repeatable.")
    private List<String> directions = List.of();

    @Option(
            names = "--strength",
            split = ",",
            defaultValue = "-2,-1,0,1,2",
            paramLabel = "S",
            description =
                    "One column each, in standard deviations of the codes along the direction. Default: ${DEFAULT-VALUE}.")
    private List<Double> strengths = List.of();

    @Option(
            names = "--layers",
            paramLabel = "A-B",
            description =
                    "Layers that are moved; 0 is the coarsest. Default: those of the directions.")
    private Optional<String> layers = Optional.empty();

    @Option(
            names = "--seeds",
            defaultValue = "1-4",
            paramLabel = "SEEDS",
            description = "Pictures to edit, one row each. Default: ${DEFAULT-VALUE}.")
    private String seeds = "1-4";

    @Option(
            names = "--codes",
            paramLabel = "FILE",
            description =
                    "Codes to edit instead, as .npy of 'latent project': float32 [n, layers, length] or [n, length].")
    private Optional<Path> codes = Optional.empty();

    @Override
    public Integer call() {
        List<Long> rows = Seeds.parse("--seeds", seeds);
        try (LatentBench bench = options.open(spec, truncation.psi())) {
            List<String> labels = new ArrayList<>();
            Codes edited =
                    bench.drawing(
                            () -> {
                                List<LatentEdit.Push> pushes = pushes(bench);
                                int count = codes.isPresent() ? given(bench).length : rows.size();
                                int[] classes = bench.classes(count);
                                Tensor from =
                                        codes.isPresent()
                                                ? Tensor.of(
                                                                flat(given(bench)),
                                                                count,
                                                                bench.space().layers(),
                                                                bench.space().length())
                                                        .to(bench.generator().device())
                                                : bench.codes(rows, classes);
                                return LatentEdit.columns(from, classes, pushes, strengths);
                            });
            if (codes.isEmpty()) {
                rows.forEach(seed -> labels.add(seed.toString()));
            }
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put("directions", directions);
            settings.put("strengths", strengths);
            String from = codes.map(file -> "codes of " + file.getFileName()).orElse(seeds);
            bench.write(
                    bench.picture("edit"),
                    Sheet.of(edited, strengths.size())
                            .labelled(labels, strengths.stream().map(LatentEdit::inWords).toList()),
                    "edit",
                    from,
                    settings);
            return bench.done();
        }
    }

    private List<LatentEdit.Push> pushes(LatentBench bench) {
        int all = bench.space().layers();
        Optional<Layers> asked = layers.map(text -> Layers.parse(text, all));
        List<LatentEdit.Push> pushes = new ArrayList<>();
        for (String text : directions) {
            int colon = text.lastIndexOf(':');
            if (colon < 1) {
                throw new ConfigException(
                        "--direction: expected FILE:K such as found.safetensors:0, found '%s'"
                                .formatted(text));
            }
            String file = text.substring(0, colon);
            Directions found = Directions.read(Path.of(file));
            LatentEdit.requireFitting(bench, found, file);
            if (!found.model().equals(bench.generator().hash())) {
                bench.err().println(file + ": found on other weights; they may mean less here");
            }
            Tensor step = LatentEdit.step(bench, found.step(found.find(text.substring(colon + 1))));
            pushes.add(new LatentEdit.Push(step, asked.orElse(found.layers())));
        }
        return pushes;
    }

    /** The codes of the file, [n][layers * length]. */
    private float[][] given(LatentBench bench) {
        Path file = codes.orElseThrow();
        NpyArray array = Npy.read(file);
        long[] shape = array.shape();
        int layersWanted = bench.space().layers();
        int length = Math.toIntExact(bench.space().length());
        boolean each = shape.length == 3 && shape[1] == layersWanted && shape[2] == length;
        boolean one = shape.length == 2 && shape[1] == length;
        if ((!each && !one) || shape[0] < 1) {
            throw new DataException(
                    "%s: expected codes of shape [n, %d, %d] or [n, %d], found %s"
                            .formatted(file, layersWanted, length, length, Arrays.toString(shape)));
        }
        float[] values = array.floats();
        float[][] rows = new float[Math.toIntExact(shape[0])][layersWanted * length];
        int size = values.length / rows.length;
        for (int i = 0; i < rows.length; i++) {
            for (int at = 0; at < rows[i].length; at++) {
                rows[i][at] = values[i * size + at % size];
            }
        }
        return rows;
    }

    private static float[] flat(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[i].length, rows[i].length);
        }
        return all;
    }
}
