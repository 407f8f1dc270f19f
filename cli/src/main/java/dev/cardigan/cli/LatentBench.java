package dev.cardigan.cli;

import dev.cardigan.checkpoint.StepFolder;
import dev.cardigan.config.Json;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import dev.cardigan.latent.Space;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** A run on which the latent tools work, and where they put what they made. */
final class LatentBench implements AutoCloseable {

    /** What the verbs of all latent tools begin with. */
    static final String VERB = "latent ";

    /** Latents are turned into codes in parts of so many. */
    private static final int PART = 500;

    private final SavedRun run;
    private final TrainedGenerator generator;
    private final LatentOptions options;
    private final Optional<Double> psi;
    private final CommandSpec spec;
    private final Map<String, Object> said = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();

    LatentBench(
            SavedRun run,
            TrainedGenerator generator,
            LatentOptions options,
            Optional<Double> psi,
            CommandSpec spec) {
        this.run = run;
        this.generator = generator;
        this.options = options;
        this.psi = psi;
        this.spec = spec;
        if (!shape().isPicture()) {
            generator.close();
            throw new ConfigException(
                    "latent: expected a run on pictures, found one on points; 'cardigan sample' draws points");
        }
    }

    SavedRun run() {
        return run;
    }

    TrainedGenerator generator() {
        return generator;
    }

    Space space() {
        return generator.space();
    }

    SampleShape shape() {
        return run.model().shape();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /**
     * @throws ConfigException if the generator has no styles
     */
    void requireStyles(String verb) {
        if (space().layers() < 2) {
            throw new ConfigException(
                    "latent %s: expected a run whose generator has styles (stylegan1, stylegan2, stylegan3, or one of these with classes), found %s"
                            .formatted(verb, run.paper()));
        }
    }

    /** Runs {@code body} on the networks, without gradients. */
    <T> T drawing(Supplier<T> body) {
        return generator.untracked(body);
    }

    /** A class for each of so many pictures: the one asked for, else all in turn. */
    int[] classes(int count) {
        if (options.label().isEmpty()) {
            return generator.classesInTurn(count);
        }
        List<String> asked = List.of(options.label().get());
        int[] wanted = SampleRequest.labels("--class", asked, run.classes(), generator.classes());
        int[] labels = new int[count];
        Arrays.setAll(labels, i -> wanted[i % wanted.length]);
        return labels;
    }

    /** The first latent of each seed, [seeds, ..]: the picture of {@code sample --seed}. */
    Tensor latents(List<Long> seeds) {
        Tensor first = generator.latents(seeds.get(0), 1).tensor();
        Tensor[] others =
                seeds.stream()
                        .skip(1)
                        .map(seed -> generator.latents(seed, 1).tensor())
                        .toArray(Tensor[]::new);
        return first.cat(0, others).to(generator.device());
    }

    /** Codes of seeds [seeds, layers, length], truncated as asked for. */
    Tensor codes(List<Long> seeds, int[] classes) {
        return truncated(plain(latents(seeds), classes));
    }

    /** Codes of latents, not truncated. */
    Tensor plain(Tensor latents, int[] classes) {
        long[] wide = Arrays.stream(classes).asLongStream().toArray();
        Tensor labels = Tensor.of(wide, wide.length).to(generator.device());
        return space().codes(latents.to(generator.device()), labels);
    }

    /** Codes drawn towards the mean as asked for, else as the run does. */
    Tensor truncated(Tensor codes) {
        return space().truncated(codes, psi());
    }

    double psi() {
        return psi.orElse(space().truncation());
    }

    /** Many codes of one layer [count, length], not truncated, with the classes in turn. */
    Tensor many(long seed, int count) {
        Latents latents = generator.latents(seed, count);
        int[] classes = classes(count);
        List<Tensor> parts = new ArrayList<>();
        for (int first = 0; first < count; first += PART) {
            int start = first;
            int now = Math.min(PART, count - first);
            parts.add(
                    Scope.tidy(
                            () ->
                                    plain(
                                                    latents.part(start, now).tensor(),
                                                    Arrays.copyOfRange(classes, start, start + now))
                                            .select(1, 0)
                                            .contiguous()));
        }
        return parts.get(0).cat(0, parts.stream().skip(1).toArray(Tensor[]::new));
    }

    /** A new file in the run's folder for what is made, unless --out says otherwise. */
    Path picture(String stem) {
        return options.out().orElseGet(() -> FreshPlace.unused(beside(stem + ".png")));
    }

    /** A file of that name in the run's folder for what is made. */
    Path beside(String name) {
        return run.folder()
                .path()
                .resolve("generated")
                .resolve(StepFolder.nameOf(generator.step()) + "-" + name);
    }

    /**
     * Paints a sheet into a file.
     *
     * @param verb of the command
     * @param seeds what to call them in the picture's texts
     * @param settings of the command, for who reads the picture's texts
     */
    void write(Path file, Sheet sheet, String verb, String seeds, Map<String, Object> settings) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("verb", VERB + verb);
        made.put("psi", psi());
        made.putAll(settings);
        made.putAll(sheet.made(generator));
        Provenance provenance = Provenance.of(run, generator, options.raw(), seeds, made);
        sheet.painted(generator, shape()).write(SampleJob.inFolder(file), provenance.texts());
        wrote(file);
    }

    /** Notes a file that was written. */
    void wrote(Path file) {
        files.add(file);
    }

    /** Notes a result to tell in the end. */
    void say(String name, Object value) {
        said.put(name, value);
    }

    /** Tells what was done. */
    int done() {
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("step", generator.step());
            tree.putAll(said);
            tree.put("files", files.stream().map(Path::toString).toList());
            out.println(Json.writeLine(tree));
            return 0;
        }
        said.forEach((name, value) -> out.println(name + ": " + value));
        files.forEach(out::println);
        return 0;
    }

    @Override
    public void close() {
        generator.close();
    }
}
