package dev.cardigan.cli;

import dev.cardigan.checkpoint.Checkpoint;
import dev.cardigan.config.Json;
import dev.cardigan.error.CardiganException;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.report.Png;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A picture made again from what its texts say. */
final class Replay {

    private Replay() {}

    /**
     * A picture and the one made again.
     *
     * @param differing how many values differ
     * @param largest difference, of 255
     */
    record Result(Frames again, List<Png.Text> texts, String hash, long differing, int largest) {

        boolean isSame() {
            return differing == 0;
        }

        void write(Path file) {
            again.write(file, texts);
        }

        String text() {
            return isSame()
                    ? "the same, bit for bit (weights %.12s)".formatted(hash)
                    : "%,d values differ, by up to %d of 255 (weights %.12s)"
                            .formatted(differing, largest, hash);
        }
    }

    /**
     * @param run where to look; absent for around the picture and in {@code runs/}
     * @throws DataException if the picture does not know how it was made
     * @throws ConfigException if its run is gone
     * @throws CheckpointException if the run's weights are others by now
     */
    static Result of(Path file, Optional<String> run, PrintWriter err) {
        List<Png.Text> texts = Png.texts(file);
        Map<String, String> said = new LinkedHashMap<>();
        texts.forEach(text -> said.put(text.keyword(), text.value()));
        Told made = made(file, said);
        SavedRun saved = saved(file, said.getOrDefault(Provenance.RUN, ""), run);
        boolean raw = Provenance.RAW.equals(said.get(Provenance.WEIGHTS));
        Checkpoint checkpoint = checkpoint(file, saved, number(file, said, Provenance.STEP));
        int threads = (int) Math.max(1, number(file, said, Provenance.THREADS));
        try (TrainedGenerator generator = TrainedGenerator.of(saved, checkpoint, raw, threads)) {
            String hash = generator.hash();
            String wanted = said.getOrDefault(Provenance.HASH, "");
            if (!hash.equals(wanted)) {
                throw new CheckpointException(
                        "%s: made with weights %.12s, but step %d of %s has %.12s; the run was trained anew, give the old one with --run"
                                .formatted(
                                        file,
                                        wanted,
                                        checkpoint.step(),
                                        saved.folder().path(),
                                        hash));
            }
            Frames again = again(saved, generator, made, file, err);
            return compared(file, again, texts, hash);
        }
    }

    private static Told made(Path file, Map<String, String> said) {
        String made = said.get(Provenance.MADE);
        if (made == null || !said.containsKey(Provenance.HASH)) {
            throw new DataException(
                    "%s: expected a picture of 'sample' or 'latent', which says how it was made, found %s"
                            .formatted(
                                    file, said.isEmpty() ? "no texts" : "only " + said.keySet()));
        }
        try {
            return new Told(file.toString(), Json.parse(made, file.toString()));
        } catch (ConfigException changed) {
            throw new DataException(String.valueOf(changed.getMessage()), changed);
        }
    }

    private static long number(Path file, Map<String, String> said, String key) {
        String text = said.getOrDefault(key, "");
        if (!text.matches("\\d{1,18}")) {
            throw new DataException(
                    "%s: expected a number as '%s', found '%s'".formatted(file, key, text));
        }
        return Long.parseLong(text);
    }

    private static SavedRun saved(Path file, String name, Optional<String> given) {
        if (given.isPresent()) {
            return SavedRun.named(given.get());
        }
        for (Path at = file.toAbsolutePath().normalize().getParent();
                at != null;
                at = at.getParent()) {
            boolean isNamed = String.valueOf(at.getFileName()).equals(name);
            if (isNamed && Files.isRegularFile(at.resolve("run.json"))) {
                return SavedRun.in(at);
            }
        }
        try {
            return SavedRun.named(name);
        } catch (CardiganException gone) {
            throw new ConfigException(
                    "%s: made from the run '%s', which is neither around the picture nor in runs/; give its folder with --run"
                            .formatted(file, name),
                    gone);
        }
    }

    private static Checkpoint checkpoint(Path file, SavedRun saved, long step) {
        try {
            return saved.checkpoint(OptionalLong.of(step));
        } catch (CheckpointException gone) {
            throw new CheckpointException(
                    "%s: made at step %d, which cannot be loaded: %s"
                            .formatted(file, step, gone.getMessage()),
                    gone);
        }
    }

    private static Frames again(
            SavedRun run, TrainedGenerator generator, Told made, Path file, PrintWriter err) {
        String verb = made.text("verb");
        if (verb.equals(SampleRequest.VERB)) {
            int index = made.has(Provenance.INDEX) ? (int) made.number(Provenance.INDEX) : 0;
            return new SampleJob(run, SampleRequest.of(made, file), err)
                    .again(generator, made.text(Provenance.OUTPUT), index);
        }
        if (verb.equals(ReconstructionJob.VERB)) {
            SampleRequest request = SampleRequest.counting((int) made.number("count"));
            return new ReconstructionJob(run, request, made.text("data"), err).again(generator);
        }
        if (!verb.startsWith(LatentBench.VERB)) {
            throw new DataException(
                    "%s: made by '%s', which this version of Cardigan does not know"
                            .formatted(file, verb));
        }
        return Sheet.of(made).painted(generator, run.model().shape());
    }

    private static Result compared(Path file, Frames again, List<Png.Text> texts, String hash) {
        byte[] old;
        try {
            old = Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new DataException(
                    "%s: cannot be read (%s); check its rights".formatted(file, failure), failure);
        }
        byte[] made = again.png(texts);
        PixelDifference difference = PixelDifference.between(file.toString(), old, made);
        return new Result(again, texts, hash, difference.count(), difference.largest());
    }
}
