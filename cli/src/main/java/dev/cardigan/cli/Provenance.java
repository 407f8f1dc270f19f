package dev.cardigan.cli;

import dev.cardigan.report.Png;
import java.util.ArrayList;
import java.util.List;

/**
 * Where samples come from, as it stands in every picture of them.
 *
 * @param seed of the latents, or the file they were read from
 * @param classNames in label order; empty where nobody asked for a class
 */
record Provenance(
        String paper, String run, long step, boolean raw, String seed, List<String> classNames) {

    /** For a picture of several samples. */
    List<Png.Text> texts() {
        List<Png.Text> texts = new ArrayList<>();
        texts.add(new Png.Text("Software", "Cardigan " + Version.cardigan()));
        texts.add(new Png.Text("model", paper));
        texts.add(new Png.Text("run", run));
        texts.add(new Png.Text("step", Long.toString(step)));
        texts.add(new Png.Text("weights", raw ? "as trained" : "averaged"));
        texts.add(new Png.Text("seed", seed));
        return texts;
    }

    /** For the picture of one. */
    List<Png.Text> texts(int index, int label) {
        List<Png.Text> texts = texts();
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
