package dev.cardigan.peers.dl4j;

import dev.cardigan.peers.Dcgan64;
import dev.cardigan.peers.Dcgan64.Layer;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The two networks, workspaces off, in the library's own layout {@code [batch, channels, ...]}. */
final class Dl4jNetworks {

    private Dl4jNetworks() {}

    /**
     * {@code [batch, 100, 1, 1] -> [batch, 3, 64, 64]} in (-1, 1); takes its error from outside.
     */
    static MultiLayerNetwork generator(long seed) {
        ListBuilder network = configuration(seed);
        List<Layer> layers = Dcgan64.GENERATOR;
        for (Layer layer : layers.subList(0, layers.size() - 1)) {
            network.layer(enlarging(layer, new ActivationIdentity()));
            network.layer(normalisation(layer, new ActivationReLU()));
        }
        network.layer(enlarging(layers.get(layers.size() - 1), new ActivationTanH()));
        network.setInputType(InputType.convolutional(1, 1, Dcgan64.LATENT));
        return initialised(network);
    }

    /** {@code [batch, 3, 64, 64] -> [batch, 1]} in (0, 1), with its cross-entropy. */
    static MultiLayerNetwork discriminator(long seed) {
        ListBuilder network = configuration(seed);
        List<Layer> layers = Dcgan64.DISCRIMINATOR;
        network.layer(shrinking(layers.get(0), leaky()));
        for (Layer layer : layers.subList(1, layers.size() - 1)) {
            network.layer(shrinking(layer, new ActivationIdentity()));
            network.layer(normalisation(layer, leaky()));
        }
        network.layer(shrinking(layers.get(layers.size() - 1), new ActivationIdentity()));
        network.layer(
                new LossLayer.Builder(LossFunction.XENT).activation(Activation.SIGMOID).build());
        network.setInputType(InputType.convolutional(Dcgan64.SIDE, Dcgan64.SIDE, Dcgan64.CHANNELS));
        return initialised(network);
    }

    private static ListBuilder configuration(long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(
                        new Adam(
                                Dcgan64.LEARNING_RATE,
                                Dcgan64.BETA_1,
                                Dcgan64.BETA_2,
                                Dcgan64.ADAM_EPSILON))
                .weightInit(new NormalDistribution(0, Dcgan64.WEIGHT_DEVIATION))
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .list();
    }

    private static MultiLayerNetwork initialised(ListBuilder network) {
        MultiLayerNetwork initialised = new MultiLayerNetwork(network.build());
        initialised.init();
        return initialised;
    }

    private static Deconvolution2D enlarging(Layer layer, IActivation activation) {
        return new Deconvolution2D.Builder(square(Dcgan64.KERNEL), square(layer.stride()))
                .padding(square(layer.padding()))
                .nIn(layer.inputs())
                .nOut(layer.outputs())
                .hasBias(false)
                .activation(activation)
                .build();
    }

    private static ConvolutionLayer shrinking(Layer layer, IActivation activation) {
        return new ConvolutionLayer.Builder(
                        square(Dcgan64.KERNEL), square(layer.stride()), square(layer.padding()))
                .nIn(layer.inputs())
                .nOut(layer.outputs())
                .hasBias(false)
                .activation(activation)
                .build();
    }

    private static BatchNormalization normalisation(Layer after, IActivation activation) {
        return new BatchNormalization.Builder()
                .nIn(after.outputs())
                .nOut(after.outputs())
                .eps(Dcgan64.NORMALISATION_EPSILON)
                .activation(activation)
                .build();
    }

    private static IActivation leaky() {
        return new ActivationLReLU(Dcgan64.LEAK);
    }

    private static int[] square(int side) {
        return new int[] {side, side};
    }
}
