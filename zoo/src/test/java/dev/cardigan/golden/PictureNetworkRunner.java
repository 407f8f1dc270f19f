package dev.cardigan.golden;

import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/** One generator or discriminator of CycleGAN or pix2pix: forwards, statistics, all gradients. */
final class PictureNetworkRunner implements Runner {

    @Override
    public boolean takes(GoldenFile file) {
        return file.id().matches("(CycleGAN|pix2pix) .*") && file.has("input.cotangent");
    }

    @Override
    public String kind(GoldenFile file) {
        return "network of CycleGAN or pix2pix";
    }

    @Override
    public Bound bound(GoldenFile file) {
        return OneScalar.bound(file);
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        Layer network = PictureNetworks.of(file.config().child("networks").child(""));
        ReferenceWeights weights = PictureNetworks.weights(network, file, "");
        boolean differs = file.has("output.y_train");
        if (differs) {
            Tensor y = Mode.EVALUATION.during(() -> network.forward(file.tensor("input.x")));
            ledger.check("output.y", y);
        }
        Tensor x = file.tensor("input.x").requireGradient(true);
        Gradient.awake(
                List.copyOf(network.parameters()),
                () -> {
                    Tensor y = network.forward(x);
                    ledger.check(differs ? "output.y_train" : "output.y", y.detach());
                    y.mul(file.tensor("input.cotangent"))
                            .sum()
                            .div(Math.sqrt(y.count()))
                            .backward();
                    return y;
                });
        ledger.check("grad.x", x.gradient().orElseThrow());
        weights.checkGradients(ledger, "grad.");
        weights.checkStatistics(ledger, "output.after_train_forward.", 1);
    }
}
