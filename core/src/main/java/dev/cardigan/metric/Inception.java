package dev.cardigan.metric;

import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The extractor of published FIDs: Inception-v3, 2048 features, on pictures resized to 299x299. Its
 * weights are the user's: the published checkpoint {@code pt_inception-2015-12-05}, as it is or as
 * safetensors. Logits are without their bias, as the published Inception Scores have them.
 */
public final class Inception implements Extractor {

    private static final int SIDE = 299;
    private static final int FEATURES = 2048;

    /** The smallest picture that every block still takes. */
    private static final int PROBE = 75;

    private final InceptionNetwork network;
    private final String hash;

    private Inception(InceptionNetwork network, String hash) {
        this.network = network;
        this.hash = hash;
    }

    /**
     * Reads the weights from the published {@code .pth} or from safetensors.
     *
     * @throws CheckpointException if it is another kind of file or holds other weights; names its
     *     hash
     */
    public static Inception read(Path file) {
        WeightFile weights = WeightFile.read(file);
        try {
            return Scope.tidy(() -> of(weights.tensors(), weights.hash()));
        } catch (CheckpointException | ShapeException wrong) {
            throw weights.wrong(String.valueOf(wrong.getMessage()));
        }
    }

    /**
     * From weights by name.
     *
     * @param hash of the weights
     * @throws CheckpointException if one is missing
     * @throws ShapeException if they do not fit together
     */
    public static Inception of(Map<String, Tensor> weights, String hash) {
        InceptionNetwork network =
                Gradient.untracked(() -> Scope.keep(InceptionNetwork.of(weights)));
        Inception inception = new Inception(network, hash);
        long[] probed =
                Gradient.untracked(
                        () ->
                                Scope.tidy(
                                        () ->
                                                network.trace(Tensor.zeros(1, 3, PROBE, PROBE))
                                                        .features()
                                                        .shape()));
        if (probed[1] != FEATURES) {
            inception.close();
            throw new ShapeException(
                    "expected %d features, found %d".formatted(FEATURES, probed[1]));
        }
        return inception;
    }

    @Override
    public String name() {
        return "inception-v3";
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public Resizer resizer() {
        return Resizer.BILINEAR;
    }

    @Override
    public int channels() {
        return 0;
    }

    @Override
    public int size() {
        return FEATURES;
    }

    @Override
    public int classes() {
        return network.classifier().map(weight -> (int) weight.size(0)).orElse(0);
    }

    /** Grey pictures are repeated to three channels. */
    @Override
    public Features of(Tensor pictures) {
        return Gradient.untracked(() -> Scope.tidy(() -> seen(trace(pictures).features())));
    }

    /** What the network sees on the way, from pictures in [-1, 1]. */
    public InceptionNetwork.Trace trace(Tensor pictures) {
        Tensor rgb = pictures.size(1) == 1 ? pictures.repeat(1, 3, 1, 1) : pictures;
        // Resized in [0, 1] and then scaled, as the reference does: the rounding is then the same.
        Tensor unit = resizer().apply(rgb.contiguous().add(1).mul(0.5), SIDE, SIDE);
        return network.trace(unit.mul(2).sub(1).channelsLast());
    }

    @Override
    public List<Tensor> maps(Tensor pictures) {
        InceptionNetwork.Trace trace = trace(pictures);
        Tensor last = trace.features().unsqueeze(2).unsqueeze(3);
        return List.of(trace.block0(), trace.block1(), trace.block2(), last);
    }

    private Features seen(Tensor features) {
        return new Features(
                features,
                network.classifier().map(weight -> features.matmul(weight.transpose(0, 1))));
    }

    @Override
    public void close() {
        Scope.release(network);
    }
}
