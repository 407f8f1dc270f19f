package dev.cardigan.cli;

import dev.cardigan.config.Json;
import dev.cardigan.report.Png;
import dev.cardigan.tensor.Threads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where samples come from, as it stands in every picture of them: enough to make it again.
 *
 * @param hash SHA-256 of the weights
 * @param threads the engine computed with
 * @param seed of the latents, or the file they were read from
 * @param classNames in label order; empty where nobody asked for a class
 * @param made by which verb with which settings; see {@link Again}
 */
record Provenance(
        String paper,
        String run,
        long step,
        boolean raw,
        String hash,
        int threads,
        String seed,
        List<String> classNames,
        Map<String, Object> made) {

    static final String RUN = "run";
    static final String STEP = "step";
    static final String WEIGHTS = "weights";
    static final String RAW = "as trained";
    static final String HASH = "weights hash";
    static final String THREADS = "threads";
    static final String MADE = "made by";

    /** Which of the pictures that one command makes. */
    static final String OUTPUT = "output";

    static final String INDEX = "index";

    static Provenance of(
            SavedRun run,
            TrainedGenerator generator,
            boolean raw,
            String seed,
            Map<String, Object> made) {
        return new Provenance(
                run.paper(),
                run.name(),
                generator.step(),
                raw,
                generator.hash(),
                Threads.inUse(),
                seed,
                generator.classes() == 0 ? List.of() : run.classes(),
                made);
    }

    /** That of another picture of the same command. */
    Provenance as(String output) {
        return with(OUTPUT, output);
    }

    private Provenance with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(made);
        more.put(key, value);
        return new Provenance(paper, run, step, raw, hash, threads, seed, classNames, more);
    }

    /** For a picture of several samples. */
    List<Png.Text> texts() {
        List<Png.Text> texts = new ArrayList<>();
        texts.add(new Png.Text("Software", "Cardigan " + Version.cardigan()));
        texts.add(new Png.Text("model", paper));
        texts.add(new Png.Text(RUN, run));
        texts.add(new Png.Text(STEP, Long.toString(step)));
        texts.add(new Png.Text(WEIGHTS, raw ? RAW : "averaged"));
        texts.add(new Png.Text(HASH, hash));
        texts.add(new Png.Text(THREADS, Integer.toString(threads)));
        texts.add(new Png.Text("seed", seed));
        texts.add(new Png.Text(MADE, Json.writeLine(made)));
        return texts;
    }

    /** For the picture of one. */
    List<Png.Text> texts(int index, int label) {
        List<Png.Text> texts = as(EachOutput.EACH).with(INDEX, index).texts();
        texts.add(new Png.Text("latent index", Integer.toString(index)));
        if (!classNames.isEmpty()) {
            texts.add(new Png.Text("class", className(label)));
        }
        return texts;
    }

    String className(int label) {
        return classNames.isEmpty() ? "" : classNames.get(label);
    }
}
