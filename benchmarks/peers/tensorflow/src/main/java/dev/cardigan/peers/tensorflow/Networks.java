package dev.cardigan.peers.tensorflow;

import dev.cardigan.peers.Dcgan64;
import dev.cardigan.peers.Dcgan64.Layer;
import java.util.Iterator;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

/**
 * The two networks as graphs in {@code [batch, height, width, channels]}, the only layout that the
 * library's convolutions on a CPU take. Running means are left out, which is less work.
 */
final class Networks {

    private Networks() {}

    static Weights generatorWeights(Ops tf) {
        return weights(tf, "generator", Dcgan64.GENERATOR, true);
    }

    static Weights discriminatorWeights(Ops tf) {
        return weights(tf, "discriminator", Dcgan64.DISCRIMINATOR, false);
    }

    /** {@code [batch, 1, 1, 100] -> [batch, 64, 64, 3]} in (-1, 1). */
    static Operand<TFloat32> generator(
            Ops tf, List<Operand<TFloat32>> weights, Operand<TFloat32> latent, int batch) {
        Iterator<Operand<TFloat32>> next = weights.iterator();
        Operand<TFloat32> value = latent;
        for (Layer layer : Dcgan64.GENERATOR) {
            long side = layer.outputSide();
            value =
                    tf.nn.conv2dBackpropInput(
                            tf.array(batch, (int) side, (int) side, layer.outputs()),
                            next.next(),
                            value,
                            strides(layer),
                            padding(layer));
            value = next.hasNext() ? tf.nn.relu(normalised(tf, value, next)) : tf.math.tanh(value);
        }
        return value;
    }

    /** {@code [batch, 64, 64, 3] -> [batch, 1, 1, 1]}: logits. */
    static Operand<TFloat32> discriminator(
            Ops tf, List<Operand<TFloat32>> weights, Operand<TFloat32> pictures) {
        Iterator<Operand<TFloat32>> next = weights.iterator();
        Operand<TFloat32> value = pictures;
        List<Layer> layers = Dcgan64.DISCRIMINATOR;
        for (Layer layer : layers) {
            value = tf.nn.conv2d(value, next.next(), strides(layer), padding(layer));
            if (hasNormalisation(layers, layer, false)) {
                value = normalised(tf, value, next);
            }
            if (next.hasNext()) {
                value = tf.nn.leakyRelu(value, LeakyRelu.alpha((float) Dcgan64.LEAK));
            }
        }
        return value;
    }

    private static Weights weights(Ops tf, String name, List<Layer> layers, boolean transposed) {
        Weights weights = new Weights(tf, name);
        for (Layer layer : layers) {
            // A transposed kernel is that of the convolution it is the gradient of.
            long from = transposed ? layer.outputs() : layer.inputs();
            long to = transposed ? layer.inputs() : layer.outputs();
            weights.add(
                    Shape.of(Dcgan64.KERNEL, Dcgan64.KERNEL, from, to),
                    0,
                    Dcgan64.WEIGHT_DEVIATION);
            if (hasNormalisation(layers, layer, transposed)) {
                weights.add(Shape.of(layer.outputs()), 1, Dcgan64.WEIGHT_DEVIATION);
                weights.add(Shape.of(layer.outputs()), 0, 0);
            }
        }
        return weights;
    }

    private static boolean hasNormalisation(List<Layer> layers, Layer layer, boolean first) {
        int index = layers.indexOf(layer);
        return index < layers.size() - 1 && (first || index > 0);
    }

    private static Operand<TFloat32> normalised(
            Ops tf, Operand<TFloat32> value, Iterator<Operand<TFloat32>> weights) {
        Operand<TFloat32> nothing = tf.fill(tf.array(0), tf.constant(0f));
        return tf.nn.fusedBatchNorm(
                        value,
                        weights.next(),
                        weights.next(),
                        nothing,
                        nothing,
                        FusedBatchNorm.epsilon((float) Dcgan64.NORMALISATION_EPSILON),
                        FusedBatchNorm.isTraining(true))
                .y();
    }

    private static List<Long> strides(Layer layer) {
        return List.of(1L, (long) layer.stride(), (long) layer.stride(), 1L);
    }

    /** One pixel on each side of an even picture, halved, is what the library calls SAME. */
    private static String padding(Layer layer) {
        return layer.padding() == 1 ? "SAME" : "VALID";
    }
}
