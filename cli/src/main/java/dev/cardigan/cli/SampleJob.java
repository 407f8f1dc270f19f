package dev.cardigan.cli;

import dev.cardigan.checkpoint.Checkpoint;
import dev.cardigan.checkpoint.StepFolder;
import dev.cardigan.config.Json;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.StorageException;
import dev.cardigan.report.HumanUnits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Draws what a request asks for from a run. */
record SampleJob(SavedRun run, SampleRequest request, PrintWriter err) {

    /** One shape of batch is fast: the engine prepares a kernel for each. */
    private static final int BATCH = 256;

    /** What was done. */
    record Result(long step, int count, double seconds, List<Path> files) {

        String text() {
            StringBuilder text = new StringBuilder();
            files.forEach(file -> text.append(file).append('\n'));
            return text.append(
                            "%s samples of step %s in %s (%s/s)"
                                    .formatted(
                                            HumanUnits.count(count),
                                            HumanUnits.count(step),
                                            HumanUnits.duration(seconds),
                                            HumanUnits.number(count / seconds)))
                    .toString();
        }

        String json() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("step", step);
            tree.put("count", count);
            tree.put("seconds", seconds);
            tree.put("files", files.stream().map(Path::toString).toList());
            return Json.writeLine(tree);
        }
    }

    /** Everything that is to be drawn, with its classes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Order(Latents latents, int[] labels, int perRow, List<String> rows) {}

    Result draw() {
        Checkpoint checkpoint =
                run.checkpoint(request.step().map(OptionalLong::of).orElseGet(OptionalLong::empty));
        try (TrainedGenerator generator = TrainedGenerator.of(run, checkpoint, request.raw())) {
            Order order = order(generator);
            request.saveLatents().ifPresent(file -> order.latents().write(inFolder(file)));
            List<SampleOutput> outputs = outputs(generator, order);
            long start = System.nanoTime();
            draw(generator, order, outputs);
            List<Path> files = new ArrayList<>();
            outputs.forEach(output -> files.addAll(output.finish()));
            request.saveLatents().ifPresent(files::add);
            double seconds = (System.nanoTime() - start) * 1e-9;
            return new Result(generator.step(), order.latents().count(), seconds, files);
        }
    }

    private Order order(TrainedGenerator generator) {
        int[] asked = request.labels(run.classes(), generator.classes());
        SampleBounds.check(request, generator.latentShape(), asked.length);
        Latents one = latents(generator, asked.length);
        int count = one.count();
        if (asked.length < 2) {
            boolean inTurn = asked.length == 0 && request.strip().isEmpty();
            int[] labels = inTurn ? generator.classesInTurn(count) : new int[count];
            if (asked.length == 1) {
                Arrays.fill(labels, asked[0]);
            }
            return new Order(one, labels, request.strip().isPresent() ? count : 0, List.of());
        }
        // Each row draws its class from the same latents: what differs is the class alone.
        int[] labels = new int[Math.multiplyExact(asked.length, count)];
        Arrays.setAll(labels, i -> asked[i / count]);
        List<String> rows = Arrays.stream(asked).mapToObj(this::className).toList();
        return new Order(one.repeated(asked.length), labels, count, rows);
    }

    private String className(int label) {
        return label < run.classes().size() ? run.classes().get(label) : Integer.toString(label);
    }

    private Latents latents(TrainedGenerator generator, int askedClasses) {
        if (request.latents().isPresent()) {
            return Latents.read(request.latents().get(), generator.latentShape());
        }
        if (request.strip().isPresent()) {
            SampleRequest.Strip strip = request.strip().get();
            return Latents.between(
                    generator.latents(strip.from(), 1),
                    generator.latents(strip.to(), 1),
                    strip.frames());
        }
        return generator.latents(request.seed(), request.countFor(askedClasses));
    }

    private List<SampleOutput> outputs(TrainedGenerator generator, Order order) {
        SampleShape shape = run.model().shape();
        int count = order.latents().count();
        Provenance provenance =
                Provenance.of(run, generator, request.raw(), request.seedText(), request.made());
        List<SampleOutput> outputs = new ArrayList<>();
        if (request.wantsGrid()) {
            outputs.add(overview(generator.step(), order, provenance));
        }
        request.each()
                .ifPresent(
                        folder -> outputs.add(EachOutput.in(requirePictures(folder), provenance)));
        request.npy().ifPresent(file -> outputs.add(new NpyOutput(inFolder(file), count, shape)));
        return outputs;
    }

    private SampleOutput overview(long step, Order order, Provenance provenance) {
        SampleShape shape = run.model().shape();
        String extension = shape.isPicture() ? ".png" : ".csv";
        Path file =
                inFolder(request.out().orElseGet(() -> FreshPlace.unused(usual(step, extension))));
        if (!shape.isPicture()) {
            return new PointsOutput(file, shape.channels());
        }
        return grid(file, order, provenance);
    }

    private Path usual(long step, String extension) {
        String name = StepFolder.nameOf(step) + "-" + request.stem() + extension;
        return run.folder().path().resolve("generated").resolve(name);
    }

    private GridOutput grid(Path file, Order order, Provenance provenance) {
        SampleShape shape = run.model().shape();
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.png$", "");
        Optional<Path> animation =
                request.strip().map(strip -> file.resolveSibling(name + "-animated.png"));
        int[] sides = {order.latents().count(), shape.channels(), shape.height(), shape.width()};
        return new GridOutput(file, animation, provenance, sides, order.perRow(), order.rows());
    }

    private Path requirePictures(Path folder) {
        if (!run.model().shape().isPicture()) {
            throw new ConfigException(
                    "--each: this run makes points, not pictures; use --out FILE.csv or --npy FILE");
        }
        return folder;
    }

    private void draw(TrainedGenerator generator, Order order, List<SampleOutput> outputs) {
        int count = order.latents().count();
        Countdown countdown = Countdown.of(err, count, "samples");
        for (int first = 0; first < count; first += BATCH) {
            Drawn drawn = batch(generator, order, first);
            outputs.forEach(output -> output.take(drawn));
            countdown.done(first + drawn.count());
        }
        countdown.end();
    }

    private Drawn batch(TrainedGenerator generator, Order order, int first) {
        int now = Math.min(BATCH, order.latents().count() - first);
        int[] labels = Arrays.copyOfRange(order.labels(), first, first + now);
        return generator.draw(
                order.latents().part(first, now),
                labels,
                samples -> Drawn.of(first, run.model().shape(), samples, labels));
    }

    /**
     * Makes one of its pictures again.
     *
     * @param output which kind, as in {@link Provenance#OUTPUT}
     * @param index which sample, where each has a picture
     * @throws ConfigException if it makes no such picture
     */
    Frames again(TrainedGenerator generator, String output, int index) {
        Order order = order(generator);
        if (!output.equals(EachOutput.EACH)) {
            GridOutput grid =
                    grid(
                            Path.of(output + ".png"),
                            order,
                            Provenance.of(run, generator, request.raw(), "", Map.of()));
            draw(generator, order, List.of(grid));
            return grid.frames(output);
        }
        if (index < 0 || index >= order.latents().count()) {
            throw new ConfigException(
                    "replay: expected a sample of 0 to %d, found %d"
                            .formatted(order.latents().count() - 1, index));
        }
        // Drawn with its neighbours: the engine rounds alone and in company differently.
        int first = index / BATCH * BATCH;
        Drawn drawn = batch(generator, order, first);
        return Frames.still(EachOutput.image(drawn.shape(), drawn.pixels(), index - first));
    }

    /**
     * The file, once its folder is there.
     *
     * @throws ConfigException if it is a folder itself
     */
    static Path inFolder(Path file) {
        if (Files.isDirectory(file)) {
            throw new ConfigException(
                    "%s: expected a file to write, found a folder; name a file in it"
                            .formatted(file));
        }
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: its folder cannot be made (%s); choose another file with --out"
                            .formatted(file, failure),
                    failure);
        }
        return file;
    }
}
