package dev.cardigan.cli;

import dev.cardigan.checkpoint.StepFolder;
import dev.cardigan.data.PictureOptions;
import dev.cardigan.data.Sample;
import dev.cardigan.data.SampleShape;
import dev.cardigan.data.Source;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.report.PictureGrid;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Draws the first pictures of some data again from their codes.
 *
 * @param data as {@code --data} takes it
 */
record ReconstructionJob(SavedRun run, SampleRequest request, String data, PrintWriter err) {

    static final String VERB = "sample --reconstruct";

    private static final int COUNT = 32;

    /** More would be no picture to look at, and go through the encoder at once. */
    private static final int MOST = 1024;

    private static final int COLUMNS = 8;
    private static final int LEAST_SIDE = 64;

    ReconstructionJob {
        boolean sole =
                request.classes().isEmpty()
                        && request.each().isEmpty()
                        && request.npy().isEmpty()
                        && request.strip().isEmpty()
                        && request.latents().isEmpty()
                        && request.saveLatents().isEmpty();
        if (!sole) {
            throw new ConfigException(
                    "--reconstruct: goes with --count, --out, --raw, --step and --json only; leave out the others");
        }
        if (request.count().orElse(COUNT) > MOST) {
            throw new ConfigException(
                    "--count: expected at most %d with --reconstruct, found %d"
                            .formatted(MOST, request.count().orElse(COUNT)));
        }
        if (!run.model().shape().isPicture()) {
            throw new ConfigException(
                    "--reconstruct: expected a run on pictures, found one on points");
        }
    }

    /**
     * @throws DataException when the data has pictures of another shape than the run's
     */
    SampleJob.Result draw() {
        Source<?> source = source();
        OptionalLong step = request.step().map(OptionalLong::of).orElseGet(OptionalLong::empty);
        try (TrainedGenerator generator =
                TrainedGenerator.of(run, run.checkpoint(step), request.raw())) {
            long start = System.nanoTime();
            Reconstructions pairs = Scope.tidy(() -> reconstructed(generator, source));
            Path file = SampleJob.inFolder(file(generator.step()));
            Map<String, Object> made = new LinkedHashMap<>();
            made.put("verb", VERB);
            made.put("data", data);
            made.put("count", request.count().orElse(COUNT));
            Provenance provenance =
                    Provenance.of(run, generator, request.raw(), "none: " + data, made);
            frames(pairs).write(file, provenance.texts());
            double seconds = (System.nanoTime() - start) * 1e-9;
            int count = pairs.real().length / pairs.elements();
            return new SampleJob.Result(generator.step(), count, seconds, List.of(file));
        }
    }

    private Source<?> source() {
        SampleShape shape = run.model().shape();
        PictureOptions options = Session.options(run.model().settings()).withSize(shape.height());
        Source<?> source;
        try (TerminalProgress progress = new TerminalProgress(err)) {
            source = Source.open(data, options, progress);
        }
        if (!source.set().shape().equals(shape)) {
            throw new DataException(
                    "%s: expected pictures of %s (channels, height, width) as the run was trained on, found %s"
                            .formatted(data, shape, source.set().shape()));
        }
        return source;
    }

    private Reconstructions reconstructed(TrainedGenerator generator, Source<?> source) {
        Tensor real = Session.real(source, request.count().orElse(COUNT));
        return new Reconstructions(
                Sample.toBytes(real),
                Sample.toBytes(generator.reconstruct(real)),
                run.model().shape().elements());
    }

    private Path file(long step) {
        String name = StepFolder.nameOf(step) + "-reconstructed.png";
        Path usual = run.folder().path().resolve("generated").resolve(name);
        return request.out().orElseGet(() -> FreshPlace.unused(usual));
    }

    /** Makes the picture again. */
    Frames again(TrainedGenerator generator) {
        Source<?> source = source();
        return frames(Scope.tidy(() -> reconstructed(generator, source)));
    }

    private Frames frames(Reconstructions pairs) {
        SampleShape shape = run.model().shape();
        int columns = Math.min(COLUMNS, pairs.real().length / pairs.elements());
        byte[] rows = pairs.rows(columns);
        int count = rows.length / pairs.elements();
        List<String> labels =
                Collections.nCopies(count / columns / 2, List.of("real", "again")).stream()
                        .flatMap(List::stream)
                        .toList();
        PictureGrid grid =
                PictureGrid.of(rows, count, shape.channels(), shape.height(), shape.width())
                        .withColumns(columns)
                        .withRowLabels(labels)
                        .withPicturesOfAtLeast(LEAST_SIDE);
        return Frames.still(grid.image());
    }
}
