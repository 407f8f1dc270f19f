package dev.cardigan.metric;

import dev.cardigan.checkpoint.SafeTensors;
import dev.cardigan.checkpoint.TensorFile;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Stateful;
import dev.cardigan.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A small classifier as extractor: trained on the labelled data that is measured, or with random
 * weights, which only tells gross faults and says so in its name.
 */
public final class ClassifierExtractor implements Extractor {

    private static final String KIND = "cardigan.extractor";
    private static final String ARCHITECTURE = "classifier-v1";
    private static final int RANDOM_SIDE = 32;

    private final Classifier network;
    private final Facts facts;
    private final String hash;

    /**
     * What a file says besides weights.
     *
     * @param name of the extractor
     * @param channels of its pictures
     * @param side of its pictures, in pixels
     * @param classes it tells apart; 0 for none
     * @param accuracy on pictures held out from its training, 0 to 1
     * @param data fingerprint of what it was trained on; empty for none
     */
    public record Facts(
            String name,
            int channels,
            int side,
            int classes,
            OptionalDouble accuracy,
            String data) {

        Map<String, String> metadata() {
            Map<String, String> metadata = new LinkedHashMap<>();
            metadata.put(KIND, ARCHITECTURE);
            metadata.put("name", name);
            metadata.put("channels", Integer.toString(channels));
            metadata.put("side", Integer.toString(side));
            metadata.put("classes", Integer.toString(classes));
            metadata.put("data", data);
            accuracy.ifPresent(value -> metadata.put("accuracy", Double.toString(value)));
            return metadata;
        }

        private static Facts of(WeightFile file) {
            Map<String, String> metadata = file.content().metadata();
            if (!ARCHITECTURE.equals(metadata.get(KIND))) {
                throw file.wrong(
                        "expected an extractor made by 'cardigan measure train-extractor', found other weights; published Inception weights go to --inception");
            }
            String accuracy = metadata.get("accuracy");
            return new Facts(
                    metadata.getOrDefault("name", "unnamed"),
                    number(file, metadata, "channels"),
                    number(file, metadata, "side"),
                    number(file, metadata, "classes"),
                    accuracy == null
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(Double.parseDouble(accuracy)),
                    metadata.getOrDefault("data", ""));
        }

        private static int number(WeightFile file, Map<String, String> metadata, String key) {
            String text = metadata.getOrDefault(key, "");
            if (!text.matches("\\d{1,6}")) {
                throw file.wrong("expected a number as '" + key + "', found '" + text + "'");
            }
            return Integer.parseInt(text);
        }
    }

    private ClassifierExtractor(Classifier network, Facts facts, String hash) {
        this.network = network;
        this.facts = facts;
        this.hash = hash;
    }

    /** Never trained, always the same: for trying things out. */
    public static ClassifierExtractor random(int channels) {
        Initializer initializer = Initializer.he(new Randomness(0).stream("init"));
        Classifier network = Classifier.of(channels, 0, initializer);
        String hash = WeightFile.hash(WeightFile.data(network.weights()));
        Facts facts = new Facts("random-v1", channels, RANDOM_SIDE, 0, OptionalDouble.empty(), "");
        return new ClassifierExtractor(network, facts, hash);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws CheckpointException if it is another file; names its hash
     */
    public static ClassifierExtractor read(Path path) {
        WeightFile file = WeightFile.read(path);
        Facts facts = Facts.of(file);
        Initializer initializer = Initializer.he(new Randomness(0).stream("init"));
        Classifier network = Classifier.of(facts.channels(), facts.classes(), initializer);
        try {
            Gradient.untracked(
                    () ->
                            Scope.run(
                                    () ->
                                            Stateful.copy(
                                                    "extractor",
                                                    file.tensors(),
                                                    network.weights())));
        } catch (CheckpointException wrong) {
            Scope.release(network);
            throw file.wrong(String.valueOf(wrong.getMessage()));
        }
        return new ClassifierExtractor(network, facts, file.hash());
    }

    /** Writes a trained classifier so that {@link #read} has it again. */
    public static void write(Path path, Classifier network, Facts facts) {
        Scope.run(
                () ->
                        SafeTensors.write(
                                path,
                                new TensorFile(
                                        WeightFile.data(network.weights()), facts.metadata())));
    }

    public Facts facts() {
        return facts;
    }

    @Override
    public String name() {
        return facts.name();
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public Resizer resizer() {
        return Resizer.ANTIALIASED;
    }

    @Override
    public int channels() {
        return facts.channels();
    }

    @Override
    public int size() {
        return Classifier.FEATURES;
    }

    @Override
    public int classes() {
        return facts.classes();
    }

    @Override
    public Features of(Tensor pictures) {
        return Gradient.untracked(
                () -> Mode.EVALUATION.during(() -> Scope.tidy(() -> seen(pictures))));
    }

    @Override
    public List<Tensor> maps(Tensor pictures) {
        Tensor resized = resizer().apply(pictures, facts.side(), facts.side());
        return Mode.EVALUATION.during(() -> network.maps(resized));
    }

    private Features seen(Tensor pictures) {
        Tensor features = network.features(resizer().apply(pictures, facts.side(), facts.side()));
        return new Features(
                features,
                facts.classes() == 0 ? Optional.empty() : Optional.of(network.logits(features)));
    }

    @Override
    public void close() {
        Scope.release(network);
    }
}
