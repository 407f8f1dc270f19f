package dev.cardigan.cli;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.adversarial.Reconstructs;
import dev.cardigan.checkpoint.RunFolder;
import dev.cardigan.config.Json;
import dev.cardigan.data.Sample;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.StorageException;
import dev.cardigan.report.PictureGrid;
import dev.cardigan.report.Png;
import dev.cardigan.report.PointPicture;
import dev.cardigan.report.SampleFile;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Run;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Paints the same latents with the averaged weights every so many steps. Its latents come from a
 * stream of their own, so that pictures never shift training.
 */
final class Painter implements Hook, AutoCloseable {

    private static final int REAL_POINTS = 2000;
    private static final int LEAST_SIDE = 32;

    /** Settings that do not decide what a picture shows, and may change from resume to resume. */
    private static final Set<String> BESIDE =
            Set.of("steps", "sampleEvery", "saveEvery", "logEvery", "keep", "threads", "evaluate");

    private final Session session;
    private final RunFolder folder;
    private final Map<String, Object> settings;
    private final BiConsumer<Long, BufferedImage> onPainted;
    private final Optional<Given> given;

    /**
     * @param settings of the run as a tree, for the text in the pictures
     * @param onPainted told each step and its picture
     */
    Painter(
            Session session,
            RunFolder folder,
            Map<String, Object> settings,
            BiConsumer<Long, BufferedImage> onPainted) {
        this.session = session;
        this.folder = folder;
        this.settings = new LinkedHashMap<>(settings);
        this.settings.keySet().removeAll(BESIDE);
        this.onPainted = onPainted;
        this.given = session.exhibit().isPresent() ? Optional.empty() : Optional.of(given(session));
    }

    /** What a generator draws from, the same at every step. */
    private record Given(Tensor latents, Tensor classes) {}

    private static Given given(Session session) {
        Generative gan = Session.generative(session.run());
        Randomness randomness = new Randomness(session.settings().seed());
        return Scope.kept(
                () ->
                        new Given(
                                gan.latents(randomness.stream("evaluation"), session.shown())
                                        .to(session.run().plan().device()),
                                Session.classes(session.run(), gan, session.shown())));
    }

    @Override
    public void after(Run<?> run) {
        if (run.step() % session.settings().sampleEvery() == 0) {
            paint(run);
        }
    }

    /** Paints this step, unless its picture is already there. */
    void paint(Run<?> run) {
        Path file = folder.sample(run.step());
        if (Files.exists(file)) {
            return;
        }
        BufferedImage image = image(run);
        Png.write(file, image, texts(run));
        onPainted.accept(run.step(), image);
    }

    private BufferedImage image(Run<?> run) {
        if (session.exhibit().isPresent()) {
            Exhibit exhibit = session.exhibit().get();
            return run.sampling(() -> exhibit.grid(session.shown()))
                    .withPicturesOfAtLeast(LEAST_SIDE)
                    .image();
        }
        return session.model().shape().isPicture() ? pictures(run) : points(run);
    }

    private BufferedImage pictures(Run<?> run) {
        SampleShape shape = session.model().shape();
        byte[] bytes = run.sampling(() -> new Painted(Sample.toBytes(generated(run)))).bytes();
        int columns =
                session.columns().orElseGet(() -> (int) Math.ceil(Math.sqrt(session.shown())));
        byte[] all =
                run.gan() instanceof Reconstructs gan
                        ? withReconstructions(run, gan, bytes, columns)
                        : bytes;
        int count = all.length / shape.elements();
        return PictureGrid.of(all, count, shape.channels(), shape.height(), shape.width())
                .withColumns(columns)
                .withPicturesOfAtLeast(LEAST_SIDE)
                .image();
    }

    /** The samples, below them a row of real pictures, below these what becomes of them. */
    private byte[] withReconstructions(Run<?> run, Reconstructs gan, byte[] samples, int columns) {
        return Scope.tidy(
                        () -> {
                            Tensor real = session.real(columns).to(run.plan().device());
                            byte[] again =
                                    run.sampling(
                                                    () ->
                                                            new Painted(
                                                                    Sample.toBytes(
                                                                            gan.reconstruct(real))))
                                            .bytes();
                            Reconstructions pairs =
                                    new Reconstructions(
                                            Sample.toBytes(real),
                                            again,
                                            session.model().shape().elements());
                            return new Painted(pairs.below(samples, columns));
                        })
                .bytes();
    }

    @SuppressWarnings("ArrayRecordComponent") // carries bytes out of a scope, never compared
    private record Painted(byte[] bytes) {}

    private BufferedImage points(Run<?> run) {
        int dimensions = Math.min(2, session.model().shape().channels());
        return Scope.tidy(
                () -> {
                    float[] made = run.sampling(() -> coordinates(generated(run), dimensions));
                    float[] real = coordinates(session.real(REAL_POINTS), dimensions);
                    return PointPicture.of(real, made, dimensions).image();
                });
    }

    private static float[] coordinates(Tensor points, int dimensions) {
        return points.to(DType.F32).narrow(1, 0, dimensions).contiguous().toFloats();
    }

    private Tensor generated(Run<?> run) {
        Given from = given.orElseThrow();
        return Session.generative(run).generate(from.latents(), from.classes());
    }

    private List<Png.Text> texts(Run<?> run) {
        return List.of(
                new Png.Text("Software", "Cardigan"),
                new Png.Text("paper", session.paper()),
                new Png.Text("step", Long.toString(run.step())),
                new Png.Text("seed", Long.toString(session.settings().seed())),
                new Png.Text("data", session.source().set().name()),
                new Png.Text("settings", Json.writeLine(settings)));
    }

    /**
     * Deletes the pictures of steps that are trained again, and that of an end that is none any
     * more.
     *
     * @throws StorageException if one cannot be deleted
     */
    void goBackTo(Run<?> run) {
        for (SampleFile sample : SampleFile.in(folder.samples())) {
            boolean between = sample.step() % session.settings().sampleEvery() != 0;
            if (sample.step() > run.step() || (between && sample.step() == run.step())) {
                delete(sample.file());
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StorageException(
                    file + ": cannot be deleted: " + e + "; check the rights of the folder", e);
        }
    }

    @Override
    public void close() {
        given.ifPresent(Scope::release);
    }
}
