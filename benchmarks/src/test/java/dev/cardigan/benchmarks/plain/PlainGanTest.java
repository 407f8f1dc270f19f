package dev.cardigan.benchmarks.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.SequentialImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlainGanTest {

    @BeforeEach
    void seed() {
        torch.manual_seed(7);
    }

    @Test
    void dcganHasTheParametersOfPytorchExamples() {
        // Counted with sum(p.numel() for p in net.parameters()) there, ngf = ndf = 64.
        assertThat(count(PlainNetworks.dcganGenerator())).isEqualTo(3_576_704);
        assertThat(count(PlainNetworks.dcganDiscriminator())).isEqualTo(2_765_568);
    }

    @Test
    void dcganStepMovesEveryParameterOfBothNetworks() {
        PlainGan gan = PlainGan.dcgan64(4);
        List<Tensor> before = copies(gan);

        assertThat(gan.step()).isPositive().isFinite();

        assertMoved(before, copies(gan));
    }

    @Test
    void smallGanStartsFromTheBalancedLoss() {
        // Three terms of ln 2, for a fresh discriminator answers about one half.
        assertThat(PlainGan.mlp128().step()).isCloseTo(3 * Math.log(2), within(0.15));
    }

    @Test
    void networksOutliveGarbageCollection() {
        PlainGan gan = PlainGan.dcgan64(2);
        gan.step();

        System.gc();

        assertThat(gan.step()).isFinite();
    }

    @Test
    void smallGanMovesTowardsTheRing() {
        PlainGan gan = PlainGan.mlp128();
        double before = meanRadius(gan);

        for (int step = 0; step < 300; step++) {
            gan.step();
        }

        // The data has radius 2; a fresh generator puts out points near the origin.
        assertThat(before).isLessThan(0.6);
        assertThat(meanRadius(gan)).isGreaterThan(before + 0.3);
    }

    @Test
    void adamHasItsBetasTheRightWayRound() {
        Tensor weight = torch.zeros(1).requires_grad_(true);
        Adam adam = PlainAdam.of(new TensorVector(weight), 0.1, 0.5);
        descend(adam, weight, 1);
        descend(adam, weight, 0);

        // beta1 0.5, beta2 0.999, gradients 1 then 0: m = 0.25 / 0.75, v = 0.000999 / 0.001999.
        // Swapped betas would give 0.1866.
        double second = 0.25 / 0.75 / Math.sqrt(0.000999 / 0.001999);
        assertThat(weight.item_double()).isCloseTo(-0.1 * (1 + second), within(1e-4));
    }

    private static void descend(Adam adam, Tensor weight, double gradient) {
        adam.zero_grad();
        weight.mul(new Scalar(gradient)).sum().backward();
        adam.step();
    }

    private static double meanRadius(PlainGan gan) {
        Tensor points = gan.generator().forward(torch.randn(1000, 2)); // [1000, 2]
        return points.mul(points).sum(1).sqrt().mean().item_double();
    }

    private static long count(SequentialImpl network) {
        return copies(network).stream().mapToLong(Tensor::numel).sum();
    }

    private static List<Tensor> copies(PlainGan gan) {
        List<Tensor> all = new ArrayList<>(copies(gan.generator()));
        all.addAll(copies(gan.discriminator()));
        return all;
    }

    private static List<Tensor> copies(SequentialImpl network) {
        List<Tensor> copies = new ArrayList<>();
        try (TensorVector parameters = network.parameters()) {
            for (long index = 0; index < parameters.size(); index++) {
                copies.add(parameters.get(index).detach().clone());
            }
        }
        return copies;
    }

    private static void assertMoved(List<Tensor> before, List<Tensor> after) {
        assertThat(after).hasSameSizeAs(before).isNotEmpty();
        for (int index = 0; index < before.size(); index++) {
            assertThat(before.get(index).equal(after.get(index))).as("tensor " + index).isFalse();
        }
    }
}
