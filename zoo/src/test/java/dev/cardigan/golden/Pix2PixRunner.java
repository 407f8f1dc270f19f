package dev.cardigan.golden;

import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.Safeguards;
import dev.cardigan.adversarial.Shared;
import dev.cardigan.data.Paired;
import dev.cardigan.nn.Layer;
import dev.cardigan.zoo.Pix2Pix;
import java.util.List;

/** The losses and gradients of one step of pix2pix, through its own phases. */
final class Pix2PixRunner implements Runner {

    @Override
    public boolean takes(GoldenFile file) {
        return file.id().startsWith("pix2pix: ");
    }

    @Override
    public String kind(GoldenFile file) {
        return "losses of pix2pix";
    }

    @Override
    public Bound bound(GoldenFile file) {
        return Bound.ofNetwork(file);
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        Layer unet = PictureNetworks.of(file.config().child("networks").child("G"));
        Layer patches = PictureNetworks.of(file.config().child("networks").child("D"));
        ReferenceWeights ofGenerator = PictureNetworks.weights(unet, file, "G.");
        ReferenceWeights ofJudge = PictureNetworks.weights(patches, file, "D.");
        Overheard generator = Overheard.of(unet);
        Overheard judge = Overheard.of(patches);
        Pix2Pix gan =
                new Pix2Pix(
                        generator,
                        judge,
                        32,
                        Pix2Pix.Settings.PAPER,
                        new Shared<>(),
                        Safeguards.NONE);
        Paired batch = new Paired(file.tensor("input.real_A"), file.tensor("input.real_B"));
        List<Phase<Paired>> phases = gan.phases();

        Loss judged = CycleGanRunner.turn(phases.get(0), batch);
        ledger.check("output.loss_D", judged.total().item());
        ofJudge.checkGradients(ledger, "grad.loss_D.");
        ofJudge.checkStatistics(ledger, "output.after_loss_D.", 2);

        Loss made = CycleGanRunner.turn(phases.get(1), batch);
        ledger.check("output.loss_G", made.total().item());
        ledger.check("output.loss_G_GAN", made.terms().get("adversarial").item());
        ledger.check("output.loss_G_L1", made.terms().get("reconstruction").item());
        ofGenerator.checkGradients(ledger, "grad.loss_G.");

        ledger.require("forwards", generator.heard().size() == 1, "G ran more than once");
        ledger.check("output.fake_B", generator.heard().get(0));
        ledger.check("output.pred_fake_d", judge.heard().get(0));
        ledger.check("output.pred_real", judge.heard().get(1));
        ledger.check("output.pred_fake_g", judge.heard().get(2));
    }
}
