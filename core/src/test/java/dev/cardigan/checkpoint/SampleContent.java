package dev.cardigan.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Small checkpoints that differ in every part. */
final class SampleContent {

    private SampleContent() {}

    /** Two files, one longer than two sectors of a disk, and a state with a metric. */
    static Checkpoint.Content of(long seed) {
        return of(seed, (double) seed);
    }

    /** The same with a given Fréchet distance. */
    static Checkpoint.Content of(long seed, double frechet) {
        Random random = new Random(seed);
        float[] weight = new float[20 * 16];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = (float) random.nextGaussian();
        }
        ObjectNode state = Json.OWN.createObjectNode();
        state.put("seed", seed).put("cursor", random.nextLong()).put("rate", random.nextDouble());
        state.putObject("metrics").put("frechet", frechet);
        TensorFile generator =
                new TensorFile(
                        Map.of(
                                "layer.weight", TensorData.of(weight, 20, 16),
                                "layer.bias", TensorData.of(new float[] {(float) seed, 0.5f}, 2)),
                        Map.of("model", "sample " + seed));
        TensorFile optimizer =
                TensorFile.of(Map.of("steps", TensorData.of(new long[] {random.nextLong()})));
        return new Checkpoint.Content(
                new TreeMap<>(Map.of("generator", generator, "optimizer", optimizer)), state);
    }

    static void assertSame(Checkpoint.Content actual, Checkpoint.Content expected) {
        assertThat(isSame(actual, expected)).as("%s equals %s", actual, expected).isTrue();
    }

    // As text, because a number that was a long may come back as an int.
    static boolean isSame(Checkpoint.Content one, Checkpoint.Content other) {
        return one.files().equals(other.files())
                && one.state().toString().equals(other.state().toString());
    }
}
