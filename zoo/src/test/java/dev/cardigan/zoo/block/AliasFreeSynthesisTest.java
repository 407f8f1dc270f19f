package dev.cardigan.zoo.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.nn.Mode;
import dev.cardigan.tensor.CentralDifferences;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import dev.cardigan.zoo.block.AliasFreeSchedule.Plan;
import dev.cardigan.zoo.block.StyledConvolution.Noise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AliasFreeSynthesisTest {

    private static final int SIDE = 32;

    private final RandomStream stream = RandomStream.seeded(3);

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    private AliasFreeSynthesis synthesis(int side, Plan plan, long breadth, long widest) {
        return AliasFreeSynthesis.of(
                AliasFreeSchedule.of(side, plan), breadth, widest, 8, 1, stream);
    }

    /** Pictures of styles, as a sample is made, with the input moved to the right and down. */
    private Tensor moved(AliasFreeSynthesis synthesis, Tensor styles, double right, double down) {
        synthesis
                .input()
                .shift()
                .value()
                .set(Tensor.of(new float[] {(float) right / SIDE, (float) down / SIDE}, 2));
        return Mode.EVALUATION.during(() -> synthesis.of(styles, Noise.NONE, stream));
    }

    /** The running means come to what the layers see. */
    private void settle(AliasFreeSynthesis synthesis, Tensor styles) {
        for (AliasFreeLayer layer : synthesis.layers()) {
            layer.magnitude().value().fill(1);
        }
        Tensor x = synthesis.input().of(styles.select(1, 0));
        for (int i = 0; i < synthesis.layers().size(); i++) {
            AliasFreeLayer layer = synthesis.layers().get(i);
            layer.magnitude().value().set(x.square().mean());
            Tensor style = styles.select(1, i + 1L);
            Tensor now = x;
            x = Mode.EVALUATION.during(() -> layer.of(now, style));
        }
    }

    /** EQ-T: the range of pictures, 2, against the mean squared error of a move, in dB. */
    private static double decibels(Tensor one, Tensor other) {
        return 10 * Math.log10(4 / one.sub(other).square().mean().item());
    }

    private static Tensor inside(Tensor pictures, long top, long left) {
        return pictures.narrow(2, top, 20).narrow(3, left, 20);
    }

    @Test
    void picturesMoveWithTheirInputFarBetterThanThoseOfStyleGan2() {
        AliasFreeSynthesis synthesis = synthesis(SIDE, new Plan(6, 2, 10), 512, 32);
        Tensor styles = StyleChoice.everywhere(stream.normal(4, 8), synthesis.styles());
        settle(synthesis, styles);
        Tensor still = moved(synthesis, styles, 0, 0);
        Tensor away = moved(synthesis, styles, 3, -2);
        double alias = decibels(inside(away, 6, 6), inside(still, 8, 3));
        double unmoved = decibels(inside(away, 6, 6), inside(still, 6, 6));

        StyleSynthesis second =
                StyleSynthesis.of(
                        List.of(32L, 32L, 32L, 16L), 8, 1, GainedActivation.LEAKY, stream);
        Tensor w = StyleChoice.everywhere(styles.select(1, 0), second.styles());
        Tensor standing = Mode.EVALUATION.during(() -> second.of(w, Noise.NONE, stream));
        Tensor constant = second.constant().value().clone(true);
        // A whole pixel of the constant is eight of the picture; three are not to be had at all.
        second.constant().value().set(shifted(constant));
        Tensor shoved = Mode.EVALUATION.during(() -> second.of(w, Noise.NONE, stream));
        Tensor scaledStill = unit(standing);
        Tensor scaledMoved = unit(shoved);
        double other =
                decibels(
                        scaledMoved.narrow(3, 8, 20).narrow(2, 6, 20),
                        scaledStill.narrow(3, 0, 20).narrow(2, 6, 20));
        assertThat(alias).isGreaterThan(unmoved + 15).isGreaterThan(other + 15);
    }

    /** One to the right, the last column coming in again. */
    private static Tensor shifted(Tensor constant) {
        return constant.narrow(2, 3, 1).cat(2, constant.narrow(2, 0, 3));
    }

    /** Of the size of the other's pictures. */
    private static Tensor unit(Tensor pictures) {
        return pictures.div(pictures.standardDeviation()).mul(0.25);
    }

    @Test
    void magnitudesFollowWhileTrainingOnly() {
        AliasFreeSynthesis synthesis = synthesis(16, new Plan(3, 1, 4), 64, 8);
        Tensor styles = StyleChoice.everywhere(stream.normal(2, 8), synthesis.styles());
        Tensor magnitude = synthesis.layers().get(0).magnitude().value();
        Mode.EVALUATION.during(() -> synthesis.of(styles, Noise.NONE, stream));
        assertThat(magnitude.item()).isEqualTo(1);
        double seen = synthesis.input().of(styles.select(1, 0)).square().mean().item();
        synthesis.of(styles, Noise.NONE, stream);
        double kept = Math.pow(0.5, 2 / 20_000.0);
        assertThat(magnitude.item()).isCloseTo(kept + (1 - kept) * seen, within(1e-6));
        assertThat(synthesis.weights().keySet()).contains("layers.0.magnitude");
    }

    @Test
    void gradientsAndTheirGradientsAreRight() {
        AliasFreeSynthesis synthesis = synthesis(16, new Plan(3, 1, 1), 16, 2);
        synthesis.weights().values().forEach(weight -> weight.become(weight.to(DType.F64)));
        Tensor w = CentralDifferences.values(1, 1, 8);
        List<Tensor> leaves = new ArrayList<>(List.of(w));
        AliasFreeLayer layer = synthesis.layers().get(0);
        leaves.add(layer.weight().value());
        leaves.add(synthesis.input().affine().bias().orElseThrow().value());
        CentralDifferences.assertGradients(() -> price(synthesis, w), leaves);
        CentralDifferences.assertGradients(
                () -> {
                    boolean resting = !w.requiresGradient();
                    Tensor slopes =
                            Gradient.of(price(synthesis, resting ? w.requireGradient(true) : w), w);
                    if (resting) {
                        w.requireGradient(false);
                    }
                    return slopes.square().sum();
                },
                leaves);
    }

    private Tensor price(AliasFreeSynthesis synthesis, Tensor w) {
        Tensor styles = StyleChoice.everywhere(w, synthesis.styles());
        Tensor pictures = Mode.EVALUATION.during(() -> synthesis.of(styles, Noise.NONE, stream));
        return pictures.square().sum();
    }
}
