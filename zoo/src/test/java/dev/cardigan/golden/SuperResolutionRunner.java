package dev.cardigan.golden;

import dev.cardigan.adversarial.LeastSquares;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.Cures;
import dev.cardigan.zoo.block.RrdbNet;
import dev.cardigan.zoo.block.SrDiscriminator;
import dev.cardigan.zoo.block.SrResNet;
import java.util.List;
import java.util.function.Supplier;

/** The networks of SRGAN and ESRGAN. */
final class SuperResolutionRunner implements Runner {

    private static final String RRDB = "ESRGAN RRDBNet, ";
    private static final String GENERATOR = "SRResNet generator";
    private static final String JUDGE = "SRGAN discriminator";

    @Override
    public boolean takes(GoldenFile file) {
        return List.of(RRDB, GENERATOR, JUDGE).stream().anyMatch(file.id()::startsWith);
    }

    @Override
    public String kind(GoldenFile file) {
        return "network of super-resolution";
    }

    @Override
    public Bound bound(GoldenFile file) {
        return file.id().startsWith(JUDGE) ? Bound.ofNetwork(file) : OneScalar.bound(file);
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        if (file.id().startsWith(RRDB)) {
            enlarger(file, ledger);
        } else if (file.id().startsWith(GENERATOR)) {
            generator(file, ledger);
        } else {
            judge(file, ledger);
        }
    }

    private static Initializer initializer() {
        return Initializer.normal(RandomStream.seeded(1), 0.02);
    }

    private static double backward(Layer network, Supplier<Tensor> loss) {
        return Gradient.awake(
                network.parameters(),
                () -> {
                    Tensor value = loss.get();
                    value.backward();
                    return value.item();
                });
    }

    private static void enlarger(GoldenFile file, Ledger ledger) {
        Config config = file.config();
        RrdbNet network =
                RrdbNet.of(
                        new RrdbNet.Plan(
                                config.whole("in_nc"),
                                config.whole("out_nc"),
                                config.whole("nf"),
                                config.whole("nb"),
                                config.whole("gc"),
                                config.whole("scale")),
                        initializer());
        ReferenceWeights weights =
                ReferenceWeights.into(network, file, "", SuperResolutionRunner::rrdbName);
        Tensor small = file.tensor("input.lr").requireGradient(true);
        double loss =
                backward(
                        network,
                        () -> {
                            Tensor large = network.forward(small);
                            ledger.check("output.sr", large.detach());
                            return large.distance(file.tensor("input.hr"));
                        });
        ledger.check("output.loss", loss);
        if (file.has("grad.lr")) {
            ledger.check("grad.lr", small.gradient().orElseThrow());
        }
        weights.checkGradients(ledger, "grad.");
    }

    /** {@code trunk.0.blocks.2.convolutions.4.weight} is {@code RRDB_trunk.0.RDB3.conv5.weight}. */
    private static String rrdbName(String own) {
        if (own.startsWith("trunk.")) {
            String[] parts = own.split("\\.");
            return "RRDB_trunk.%s.RDB%d.conv%d.%s"
                    .formatted(
                            parts[1],
                            Integer.parseInt(parts[3]) + 1,
                            Integer.parseInt(parts[5]) + 1,
                            parts[6]);
        }
        return own.replace("trunk_end.", "trunk_conv.")
                .replace("first.", "conv_first.")
                .replace("last.", "conv_last.")
                .replace("large.", "HRconv.")
                .replace("doublings.0.", "upconv1.")
                .replace("doublings.1.", "upconv2.");
    }

    private static void generator(GoldenFile file, Ledger ledger) {
        Config config = file.config();
        SrResNet network =
                SrResNet.of(
                        new SrResNet.Plan(
                                config.whole("in_channels"),
                                config.whole("out_channels"),
                                config.whole("channels"),
                                config.whole("n_residual_blocks"),
                                4,
                                true,
                                0.8), // the reference's slip; see the note in the file
                        initializer());
        ReferenceWeights weights =
                ReferenceWeights.into(network, file, "", SuperResolutionRunner::resNetName);
        Mode.EVALUATION.during(
                () -> {
                    Tensor large = network.forward(file.tensor("input.lr"));
                    ledger.check("output.sr_eval", large);
                    return large;
                });
        Tensor small = file.tensor("input.lr").requireGradient(true);
        double loss =
                backward(
                        network,
                        () -> {
                            Tensor large = network.forward(small);
                            ledger.check("output.sr_train", large.detach());
                            return large.sub(file.tensor("input.hr")).square().mean();
                        });
        ledger.check("output.loss", loss);
        ledger.check("grad.lr", small.gradient().orElseThrow());
        weights.checkGradients(ledger, "grad.");
        weights.checkStatistics(ledger, "output.after_train_forward.", 1);
    }

    private static String resNetName(String own) {
        return own.replaceFirst("^first\\.", "conv1.")
                .replaceFirst("^blocks\\.", "res_blocks.")
                .replaceFirst("^deep\\.", "conv2.")
                .replaceFirst("^shuffles\\.", "upsampling.")
                .replaceFirst("^last\\.", "conv3.")
                .replace(".inner.", ".conv_block.");
    }

    private static void judge(GoldenFile file, Ledger ledger) {
        Config config = file.config();
        Layer network =
                SrDiscriminator.of(
                        config.wholes("input_shape")[0],
                        List.of(config.wholes("discriminator_filters")),
                        Cures.NONE,
                        initializer());
        ReferenceWeights weights = ReferenceWeights.into(network, file, "");
        Mode.EVALUATION.during(
                () -> {
                    Tensor scores = network.forward(file.tensor("input.real"));
                    ledger.check("output.pred_real_eval", scores);
                    return scores;
                });
        LeastSquares loss = new LeastSquares();
        double judged =
                backward(
                        network,
                        () -> {
                            Tensor onReal = network.forward(file.tensor("input.real"));
                            Tensor onFake = network.forward(file.tensor("input.fake"));
                            ledger.check("output.pred_real", onReal.detach());
                            ledger.check("output.pred_fake", onFake.detach());
                            return loss.forDiscriminator(onReal, onFake);
                        });
        ledger.check("output.loss_D", judged);
        weights.checkGradients(ledger, "grad.loss_D.");
        weights.checkStatistics(ledger, "output.after_loss_D.", 2);

        Tensor fake = file.tensor("input.fake").requireGradient(true);
        Tensor fooled = loss.forGenerator(() -> fake, network.forward(fake)).mul(2);
        fooled.backward();
        ledger.check("output.loss_GAN", fooled.item());
        ledger.check("grad.loss_GAN.fake", fake.gradient().orElseThrow());
    }
}
