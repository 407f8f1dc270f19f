package dev.cardigan.training.doctor;

import dev.cardigan.error.DataException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the doctor measures at an examination; each may be absent where it has no meaning. */
public enum Signal {
    ACCURACY_REAL("accuracyReal", "of real samples taken for real", Form.SHARE),
    ACCURACY_FAKE("accuracyFake", "of generated samples recognised", Form.SHARE),
    /** r_t of Karras et al. 2020, https://arxiv.org/abs/2006.06676, section 3. */
    SIGN_REAL("signReal", "mean sign of the scores of real samples", Form.NUMBER),
    /** Mean score of real samples less that of generated ones; logits under a logistic loss. */
    GAP("gap", "between the mean scores of real and generated samples", Form.NUMBER),
    GENERATOR_GRADIENT("generatorGradient", "norm of the generator's gradient", Form.NUMBER),
    DISCRIMINATOR_GRADIENT(
            "discriminatorGradient", "norm of the discriminator's gradient", Form.NUMBER),
    /** Norm of one step over the norm of the weights, on a part of every weight. */
    GENERATOR_UPDATE(
            "generatorUpdate", "of its weights that one step moves the generator", Form.SHARE),
    DISCRIMINATOR_UPDATE(
            "discriminatorUpdate",
            "of its weights that one step moves the discriminator",
            Form.SHARE),
    /** Mean distance of two generated samples over that of two real ones. */
    DIVERSITY("diversity", "mean distance of two samples, real ones have 1", Form.NUMBER),
    /** Median distance of a generated sample to its nearest sibling over that of real ones. */
    NEIGHBOUR("neighbour", "distance to the nearest sibling, real ones have 1", Form.NUMBER),
    /** Naeem et al. 2020, https://arxiv.org/abs/2002.09797, equation 7, with 5 neighbours. */
    COVERAGE("coverage", "of real samples with a generated one nearby", Form.SHARE),
    MODES("modes", "modes of the data that get their part", Form.COUNT),
    ALL_MODES("allModes", "modes in the data", Form.COUNT),
    /** Distance that samples of the same latents moved since the last examination. */
    DRIFT(
            "drift",
            "way of fixed samples since the last look, 1 is the width of the data",
            Form.NUMBER),
    DEAD("dead", "of the generator's hidden units without gradient", Form.SHARE),
    /** Karras et al. 2020, https://arxiv.org/abs/2006.06676, equation 1: r_v. */
    OVERFIT("overfit", "of the score gap gone on real samples it never saw", Form.SHARE),
    /** Median distance to the nearest training sample, over that of fresh real samples. */
    NOVELTY(
            "novelty",
            "distance to the nearest training sample, fresh real ones have 1",
            Form.NUMBER),
    CLASS_MATCH("classMatch", "of classes that look most like themselves", Form.SHARE),
    /** Spread of the class means of generated samples over that of real ones. */
    CLASS_SPREAD("classSpread", "difference between classes, real ones have 1", Form.NUMBER);

    private static final String PREFIX = "doctor/";

    private enum Form {
        SHARE,
        COUNT,
        NUMBER
    }

    private final String name;
    private final String meaning;
    private final Form form;

    Signal(String name, String meaning, Form form) {
        this.name = name;
        this.meaning = meaning;
        this.form = form;
    }

    /** Its name in {@code metrics.jsonl}. */
    public String key() {
        return PREFIX + name;
    }

    /** The signal of such a name; empty for names of other values. */
    public static Optional<Signal> ofKey(String key) {
        return Arrays.stream(values()).filter(signal -> signal.key().equals(key)).findFirst();
    }

    /** The signal of such a name without the part before it, as the doctor's log holds it. */
    public static Optional<Signal> ofName(String name) {
        return Arrays.stream(values()).filter(signal -> signal.name.equals(name)).findFirst();
    }

    /** A signal by its name, as a checkpoint holds it. */
    static Signal saved(String name) {
        return ofName(name)
                .orElseThrow(
                        () ->
                                new DataException(
                                        "doctor: expected a signal of this version of Cardigan, found '"
                                                + name
                                                + "'; resume with the version that saved it"));
    }

    String title() {
        return name;
    }

    /** What a value says, such as {@code 3 modes of the data that get their part}. */
    public String inWords(double value) {
        return switch (form) {
            case SHARE -> String.format(Locale.ROOT, "%.3g %% %s", value * 100, meaning);
            case COUNT -> "%d %s".formatted(Math.round(value), meaning);
            case NUMBER -> String.format(Locale.ROOT, "%.3g %s", value, meaning);
        };
    }
}
