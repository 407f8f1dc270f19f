package dev.cardigan.metric;

import dev.cardigan.nn.Activation;
import dev.cardigan.nn.BatchNorm;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.Network;
import dev.cardigan.nn.Sequential;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A small convolutional classifier for pictures of 16 pixels and more: six 3x3 convolutions with
 * batch normalisation, three of them halving, and the mean over all positions. Its 128 means are
 * the features.
 *
 * @param body [n, channels, height, width] to [n, 128, height / 8, width / 8]
 * @param head [n, 128] to [n, classes]
 */
public record Classifier(Sequential body, Linear head) implements Network {

    /** Length of a feature vector. */
    public static final int FEATURES = 128;

    private static final int[] WIDTHS = {24, 48, 48, 96, 96, FEATURES};
    private static final int[] STRIDES = {1, 2, 1, 2, 1, 2};

    public static Classifier of(int channels, int classes, Initializer initializer) {
        List<Layer> layers = new ArrayList<>();
        int in = channels;
        for (int i = 0; i < WIDTHS.length; i++) {
            Convolution convolution =
                    Convolution.of(in, WIDTHS[i], 3, initializer).padding(1).stride(STRIDES[i]);
            layers.add(convolution.withoutBias());
            layers.add(BatchNorm.of(WIDTHS[i]));
            layers.add(Activation.RELU);
            in = WIDTHS[i];
        }
        return new Classifier(
                new Sequential(layers), Linear.of(FEATURES, Math.max(1, classes), initializer));
    }

    /** [n, channels, height, width] in [-1, 1] to [n, 128]. */
    public Tensor features(Tensor pictures) {
        return body.forward(pictures).mean(false, 2, 3);
    }

    /** What follows each activation, [n, width, side, side] each. */
    public List<Tensor> maps(Tensor pictures) {
        List<Tensor> maps = new ArrayList<>();
        Tensor x = pictures;
        for (Layer layer : body.layers()) {
            x = layer.forward(x);
            if (layer == Activation.RELU) {
                maps.add(x);
            }
        }
        return maps;
    }

    /** [n, 128] to [n, classes]. */
    public Tensor logits(Tensor features) {
        return head.forward(features);
    }
}
