package dev.cardigan.benchmarks.plain;

import dev.cardigan.benchmarks.work.Dcgan64;
import dev.cardigan.benchmarks.work.Mlp128;
import dev.cardigan.benchmarks.work.TablePair;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.SequentialImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The loop of pytorch/examples, carried over to JavaCPP as it stands: eager, fp32, contiguous, the
 * discriminator awake in the generator's turn, its loss read in every step. One scope a step,
 * without which it would not last.
 */
final class PlainGan {

    private static final double LEARNING_RATE = 2e-4;
    private static final double BETA_1 = 0.5;

    /** As many as fit any run without repeating a batch at once; 512 KiB. */
    private static final int RING_POINTS = 65_536;

    private final SequentialImpl generator;
    private final SequentialImpl discriminator;
    private final Adam generatorOptimizer;
    private final Adam discriminatorOptimizer;
    private final long[] latentShape;
    private final Supplier<Tensor> realBatches;
    private final Tensor realLabel;
    private final Tensor fakeLabel;

    private PlainGan(
            SequentialImpl generator,
            SequentialImpl discriminator,
            long[] latentShape,
            Supplier<Tensor> realBatches) {
        this.generator = generator;
        this.discriminator = discriminator;
        this.generatorOptimizer = PlainAdam.of(generator.parameters(), LEARNING_RATE, BETA_1);
        this.discriminatorOptimizer =
                PlainAdam.of(discriminator.parameters(), LEARNING_RATE, BETA_1);
        this.latentShape = latentShape;
        this.realBatches = realBatches;
        long[] batch = {latentShape[0]};
        this.realLabel = torch.full(batch, new Scalar(1.0f));
        this.fakeLabel = torch.full(batch, new Scalar(0.0f));
    }

    /** DCGAN 64 on one batch of random pictures: loading pictures is not what is measured. */
    static PlainGan dcgan64(int batch) {
        Tensor pictures = torch.rand(batch, Dcgan64.CHANNELS, Dcgan64.SIDE, Dcgan64.SIDE);
        pictures.mul_(new Scalar(2.0f)).add_(new Scalar(-1.0f)); // [0, 1) to [-1, 1)
        long[] latentShape = {batch, Dcgan64.LATENT, 1, 1};
        return new PlainGan(
                PlainNetworks.dcganGenerator(),
                PlainNetworks.dcganDiscriminator(),
                latentShape,
                () -> pictures);
    }

    /** Two 128-wide networks on points around a circle of radius 2, deviation 0.02. */
    static PlainGan mlp128() {
        Tensor points = ring();
        long[] latentShape = {Mlp128.BATCH, Mlp128.LATENT};
        Supplier<Tensor> batches =
                new Supplier<>() {
                    private int next;

                    @Override
                    public Tensor get() {
                        int start = next;
                        next = (next + Mlp128.BATCH) % RING_POINTS;
                        return points.narrow(0, start, Mlp128.BATCH);
                    }
                };
        return new PlainGan(
                PlainNetworks.perceptronGenerator(Mlp128.GENERATOR),
                PlainNetworks.perceptronDiscriminator(Mlp128.DISCRIMINATOR),
                latentShape,
                batches);
    }

    /** Two 256-wide networks on one batch of random rows. */
    static PlainGan table() {
        Tensor rows = torch.randn(TablePair.BATCH, TablePair.COLUMNS);
        long[] latentShape = {TablePair.BATCH, TablePair.LATENT};
        return new PlainGan(
                PlainNetworks.perceptronGenerator(TablePair.GENERATOR),
                PlainNetworks.perceptronDiscriminator(TablePair.DISCRIMINATOR),
                latentShape,
                () -> rows);
    }

    SequentialImpl generator() {
        return generator;
    }

    SequentialImpl discriminator() {
        return discriminator;
    }

    /** One step of both players; returns the sum of their losses. */
    // The scope frees the step's tensors by being open; nothing in the block has to name it.
    @SuppressWarnings("try")
    double step() {
        try (PointerScope scope = new PointerScope()) {
            discriminator.zero_grad(true);
            Tensor onReal = discriminate(realBatches.get());
            Tensor lossOnReal = torch.binary_cross_entropy(onReal, realLabel);
            lossOnReal.backward();
            Tensor fake = generator.forward(torch.randn(latentShape));
            Tensor lossOnFake = torch.binary_cross_entropy(discriminate(fake.detach()), fakeLabel);
            lossOnFake.backward();
            discriminatorOptimizer.step();

            generator.zero_grad(true);
            Tensor generatorLoss = torch.binary_cross_entropy(discriminate(fake), realLabel);
            generatorLoss.backward();
            generatorOptimizer.step();
            return lossOnReal.item_double()
                    + lossOnFake.item_double()
                    + generatorLoss.item_double();
        }
    }

    private Tensor discriminate(Tensor batch) {
        return discriminator.forward(batch).view(-1); // [batch]
    }

    // The scope frees the intermediate tensors; what is returned is kept beyond it.
    @SuppressWarnings("try")
    private static Tensor ring() {
        try (PointerScope scope = new PointerScope()) {
            Tensor angle = torch.rand(RING_POINTS, 1).mul(new Scalar(2 * Math.PI));
            Tensor quarterTurn = torch.arange(new Scalar(2)).mul(new Scalar(Math.PI / 2)); // [2]
            Tensor noise = torch.randn(RING_POINTS, 2).mul(new Scalar(0.02));
            Tensor circle = torch.cos(angle.sub(quarterTurn)); // [points, 2]: cosine, sine
            Tensor points = circle.mul(new Scalar(2.0)).add(noise);
            return points.retainReference();
        }
    }
}
