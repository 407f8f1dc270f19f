package dev.cardigan.peers.tensorflow;

import dev.cardigan.peers.Dcgan64;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The alternation of the plain loop as one graph: the generator passes once for both players, and
 * the discriminator is read again after its update for the generator's turn.
 */
final class TensorFlowGan implements AutoCloseable {

    private final Graph graph = new Graph();
    private final Session session;
    private final Weights generator;
    private final Weights discriminator;
    private final Placeholder<TFloat32> power1;
    private final Placeholder<TFloat32> power2;
    private final List<Op> updates;
    private final Output<TFloat32> loss;
    private final Operand<TFloat32> lastOfGenerator;
    private final Operand<TFloat32> lastOfDiscriminator;
    private double powerOfBeta1 = 1;
    private double powerOfBeta2 = 1;

    /** On one batch of random pictures: loading pictures is not what is measured. */
    TensorFlowGan(int batch) {
        Ops tf = Ops.create(graph);
        generator = Networks.generatorWeights(tf);
        discriminator = Networks.discriminatorWeights(tf);
        power1 = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        power2 = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));

        Weights data = new Weights(tf, "pictures");
        data.add(Shape.of(batch, Dcgan64.SIDE, Dcgan64.SIDE, Dcgan64.CHANNELS), 0, 0.5);
        Operand<TFloat32> pictures = data.read(tf).get(0);
        Operand<TFloat32> latent =
                tf.random.randomStandardNormal(
                        tf.array(batch, 1, 1, Dcgan64.LATENT), TFloat32.class);
        List<Operand<TFloat32>> g = generator.read(tf);
        Operand<TFloat32> fakes = Networks.generator(tf, g, latent, batch);

        List<Operand<TFloat32>> d = discriminator.read(tf);
        Operand<TFloat32> onReal = calledReal(tf, Networks.discriminator(tf, d, pictures));
        Operand<TFloat32> onFake = calledFake(tf, Networks.discriminator(tf, d, fakes));
        Operand<TFloat32> both = tf.math.add(onReal, onFake);
        List<Op> learned = discriminator.update(tf.gradients(both, d), power1, power2);

        Ops after = tf.withControlDependencies(learned);
        Operand<TFloat32> judged =
                Networks.discriminator(after, discriminator.read(after), after.identity(fakes));
        Operand<TFloat32> generatorLoss = calledReal(after, judged);
        updates = new ArrayList<>(learned);
        updates.addAll(generator.update(tf.gradients(generatorLoss, g), power1, power2));
        loss = both.asOutput();

        lastOfGenerator = g.get(g.size() - 1);
        lastOfDiscriminator = d.get(d.size() - 1);

        session = new Session(graph);
        Session.Runner start = session.runner();
        for (Weights weights : List.of(generator, discriminator, data)) {
            weights.initialisers().forEach(start::addTarget);
        }
        start.run().close();
    }

    long generatorParameters() {
        return generator.count();
    }

    long discriminatorParameters() {
        return discriminator.count();
    }

    /** The generator's last convolution, flat. */
    float[] generatorWeights() {
        return values(lastOfGenerator);
    }

    /** The discriminator's last convolution, flat. */
    float[] discriminatorWeights() {
        return values(lastOfDiscriminator);
    }

    private float[] values(Operand<TFloat32> weights) {
        try (Result result = session.runner().fetch(weights).run()) {
            TFloat32 value = (TFloat32) result.get(0);
            float[] flat = new float[(int) value.size()];
            value.asRawTensor().data().asFloats().read(flat);
            return flat;
        }
    }

    /** One step of both players; returns the discriminator's loss. */
    double step() {
        powerOfBeta1 *= Dcgan64.BETA_1;
        powerOfBeta2 *= Dcgan64.BETA_2;
        try (TFloat32 first = TFloat32.scalarOf((float) powerOfBeta1);
                TFloat32 second = TFloat32.scalarOf((float) powerOfBeta2)) {
            Session.Runner runner =
                    session.runner().feed(power1, first).feed(power2, second).fetch(loss);
            updates.forEach(runner::addTarget);
            try (Result result = runner.run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    /** Cross-entropy against "real", of logits. */
    private static Operand<TFloat32> calledReal(Ops tf, Operand<TFloat32> logits) {
        return mean(tf, tf.math.softplus(tf.math.neg(logits)));
    }

    private static Operand<TFloat32> calledFake(Ops tf, Operand<TFloat32> logits) {
        return mean(tf, tf.math.softplus(logits));
    }

    private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> values) {
        return tf.math.mean(values, tf.array(0, 1, 2, 3));
    }
}
