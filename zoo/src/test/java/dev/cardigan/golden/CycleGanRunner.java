package dev.cardigan.golden;

import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.data.Unpaired;
import dev.cardigan.nn.Layer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.CycleGan;
import java.util.List;
import java.util.Map;

/** The losses and gradients of one step of CycleGAN, through its own phases. */
final class CycleGanRunner implements Runner {

    /** {@code G_A} of the reference makes pictures in B, which {@code D_A} judges. */
    private static final Map<String, String> SIDES = Map.of("B", "A", "A", "B");

    @Override
    public boolean takes(GoldenFile file) {
        return file.id().startsWith("CycleGAN: ");
    }

    @Override
    public String kind(GoldenFile file) {
        return "losses of CycleGAN";
    }

    @Override
    public Bound bound(GoldenFile file) {
        return Bound.ofNetwork(file);
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        Unpaired batch = new Unpaired(file.tensor("input.real_A"), file.tensor("input.real_B"));
        Overheard toB = Overheard.of(network(file, "G_A"));
        Overheard toA = Overheard.of(network(file, "G_B"));
        Overheard judgeB = Overheard.of(network(file, "D_A"));
        Overheard judgeA = Overheard.of(network(file, "D_B"));
        CycleGan.Settings paper = CycleGan.Settings.PAPER;
        CycleGan gan =
                CycleGan.with(
                        new CycleGan.Sides(toB, toA),
                        new CycleGan.Sides(judgeB, judgeA),
                        withoutHistory(paper),
                        new Randomness(1));

        Loss made = turn(gan.phases().get(0), batch);
        checkGenerators(ledger, made);
        gradients(file, ledger, "loss_G", "G_A", toB);
        gradients(file, ledger, "loss_G", "G_B", toA);
        // Each way is taken there and back before the other begins.
        checkPictures(ledger, "A", toB.heard(), List.of("fake_", "rec_"));
        checkPictures(ledger, "B", toA.heard(), List.of("rec_", "fake_"));

        Loss judged = turn(gan.phases().get(1), batch);
        ledger.check("output.loss_D_A", judged.terms().get("b").item());
        ledger.check("output.loss_D_B", judged.terms().get("a").item());
        gradients(file, ledger, "loss_D_A", "D_A", judgeB);
        gradients(file, ledger, "loss_D_B", "D_B", judgeA);
        checkScores(ledger, "B", judgeB.heard());
        checkScores(ledger, "A", judgeA.heard());
    }

    private static Layer network(GoldenFile file, String name) {
        Layer network = PictureNetworks.of(file.config().child("networks").child(name));
        PictureNetworks.weights(network, file, name + ".");
        return network;
    }

    private static CycleGan.Settings withoutHistory(CycleGan.Settings paper) {
        return new CycleGan.Settings(
                paper.width(),
                paper.blocks(),
                paper.enlarging(),
                paper.judgeWidth(),
                paper.judgeLayers(),
                paper.adversarial(),
                paper.cycle(),
                paper.identity(),
                0,
                paper.generator(),
                paper.discriminator(),
                paper.schedule());
    }

    static <B> Loss turn(Phase<B> phase, B batch) {
        List<Parameter> moved =
                phase.networks().stream().flatMap(each -> each.parameters().stream()).toList();
        return Gradient.awake(
                moved,
                () -> {
                    Loss loss = phase.loss().apply(batch);
                    loss.total().backward();
                    return loss;
                });
    }

    private static void checkGenerators(Ledger ledger, Loss made) {
        Map<String, Tensor> terms = made.terms();
        ledger.check("output.loss_G", made.total().item());
        ledger.check("output.loss_G_A", terms.get("toB").item());
        ledger.check("output.loss_G_B", terms.get("toA").item());
        ledger.check("output.loss_cycle_A", terms.get("cycleA").item());
        ledger.check("output.loss_cycle_B", terms.get("cycleB").item());
        ledger.check("output.loss_idt_A", terms.get("identityB").item());
        ledger.check("output.loss_idt_B", terms.get("identityA").item());
    }

    /** The forwards of one generator: translated and back, and what is there already. */
    private static void checkPictures(
            Ledger ledger, String name, List<Tensor> heard, List<String> order) {
        String made = SIDES.get(name);
        ledger.require("forwards", heard.size() == 3, "expected 3 of G, found " + heard.size());
        ledger.check("output." + order.get(0) + made, heard.get(0));
        ledger.check("output." + order.get(1) + made, heard.get(1));
        ledger.check("output.idt_" + name, heard.get(2));
    }

    /** The generators' turn asks once, the judges' own for real and made pictures. */
    private static void checkScores(Ledger ledger, String kind, List<Tensor> heard) {
        ledger.require("forwards", heard.size() == 3, "expected 3 of D, found " + heard.size());
        ledger.check("output.pred_fake_" + kind, heard.get(0));
        ledger.check("output.pred_real_" + kind, heard.get(1));
        ledger.check("output.pred_fake_" + kind, heard.get(2));
    }

    private static void gradients(
            GoldenFile file, Ledger ledger, String scalar, String name, Overheard network) {
        PictureNetworks.weights(network.layer(), file, name + ".")
                .checkGradients(ledger, "grad." + scalar + ".");
    }
}
