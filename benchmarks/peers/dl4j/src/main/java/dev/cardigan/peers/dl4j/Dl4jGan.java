package dev.cardigan.peers.dl4j;

import dev.cardigan.peers.Dcgan64;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The alternation of the plain loop: the discriminator learns from a real and a fake batch in one
 * update, then the generator from what the discriminator says of the same fakes. The gradient goes
 * from one network to the other as an external error, the quickest way the library has: no second
 * network that holds both, no copies of weights.
 */
final class Dl4jGan {

    private static final long SEED = 1;

    private final MultiLayerNetwork generator = Dl4jNetworks.generator(SEED);
    private final MultiLayerNetwork discriminator = Dl4jNetworks.discriminator(SEED + 1);
    private final int batch;
    private final INDArray pictures;
    private final INDArray real;
    private final INDArray fake;
    private int steps;

    /** On one batch of random pictures: loading pictures is not what is measured. */
    Dl4jGan(int batch) {
        this.batch = batch;
        Nd4j.getRandom().setSeed(SEED);
        pictures =
                Nd4j.rand(DataType.FLOAT, batch, Dcgan64.CHANNELS, Dcgan64.SIDE, Dcgan64.SIDE)
                        .muli(2)
                        .subi(1); // [0, 1) to [-1, 1)
        real = Nd4j.ones(DataType.FLOAT, batch, 1);
        fake = Nd4j.zeros(DataType.FLOAT, batch, 1);
    }

    MultiLayerNetwork generator() {
        return generator;
    }

    MultiLayerNetwork discriminator() {
        return discriminator;
    }

    /** One step of both players; returns the discriminator's loss. */
    double step() {
        double loss = discriminate(pictures, real);
        INDArray onReal = discriminator.getFlattenedGradients().dup();
        INDArray latent = Nd4j.randn(DataType.FLOAT, batch, Dcgan64.LATENT, 1, 1);
        generator.setInput(latent);
        INDArray fakes = generator.feedForward(true, false).get(generator.getnLayers());
        loss += discriminate(fakes, fake);
        discriminator.getFlattenedGradients().addi(onReal);
        update(discriminator, discriminator.gradient());

        INDArray error = discriminator.calculateGradients(fakes, real, null, null).getSecond();
        update(generator, generator.backpropGradient(error, null).getFirst());
        steps++;
        // Without workspaces the library frees what the JVM has collected, and a JVM that sees only
        // small Java objects collects nothing: 1.5 GB a step, seen. Costs less than a hundredth.
        Nd4j.getMemoryManager().invokeGc();
        return loss;
    }

    /** Leaves the gradient of this batch in the discriminator; returns its mean loss. */
    private double discriminate(INDArray batchOfPictures, INDArray labels) {
        discriminator.setInput(batchOfPictures);
        discriminator.setLabels(labels);
        discriminator.computeGradientAndScore();
        return discriminator.score();
    }

    /** Adam; the library divides the sum over the batch by its size here. */
    private void update(MultiLayerNetwork network, Gradient gradient) {
        network.getUpdater()
                .update(network, gradient, steps, 0, batch, LayerWorkspaceMgr.noWorkspaces());
        network.params().subi(gradient.gradient());
    }
}
