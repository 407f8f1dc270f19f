package dev.cardigan.benchmarks.work;

import java.util.List;

/**
 * How many floating-point operations a training step needs, by formula; a multiplication and an
 * addition count two. Only convolutions and matrix products are counted; activations, normalisation
 * and optimizers are not, so a share of the peak computed from these numbers is a lower bound.
 *
 * <p>One step of a two-player GAN, with {@code G} and {@code D} the operations of a forward pass, a
 * backward pass into weights, or a backward pass into inputs, which all cost the same:
 *
 * <table>
 * <caption>One step</caption>
 * <tr><th>part</th><th>forward</th><th>into weights</th><th>into inputs</th></tr>
 * <tr><td>generator, once for both players</td><td>G</td><td>G</td><td>G</td></tr>
 * <tr><td>discriminator's turn, on real</td><td>D</td><td>D</td><td>D</td></tr>
 * <tr><td>discriminator's turn, on fake</td><td>D</td><td>D</td><td>D</td></tr>
 * <tr><td>generator's turn, D frozen</td><td>D</td><td>-</td><td>D</td></tr>
 * </table>
 *
 * <p>That is {@code 3 G + 8 D}. For DCGAN 64, G = 209.3 and D = 207.6 million, hence 2.289 thousand
 * million (GFLOP) an image. It is the usual count, backward being twice forward. It includes
 * gradients into the inputs of first layers, which nobody needs (G's once, D's twice): without
 * these 14.2 million it would be 2.275, that is 0.6 % less.
 *
 * <p>It is a measure of useful work. A loop that does more than this, such as one that leaves D
 * awake in the generator's turn, gets no credit for the rest.
 */
public final class Flops {

    private Flops() {}

    /** Operations of one DCGAN 64 training step, an image: 2.289e9. */
    public static long dcgan64Image() {
        return trainingStep(convolutions(Dcgan64.GENERATOR), convolutions(Dcgan64.DISCRIMINATOR));
    }

    /** Operations of one step of the 128-wide pair of networks, for the whole batch: 9.46e7. */
    public static long mlp128Step() {
        return Mlp128.BATCH
                * trainingStep(products(Mlp128.GENERATOR), products(Mlp128.DISCRIMINATOR));
    }

    /** {@code 3 G + 8 D}; the derivation is above. */
    public static long trainingStep(long generatorForward, long discriminatorForward) {
        return 3 * generatorForward + 8 * discriminatorForward;
    }

    /**
     * One step of a Wasserstein critic with gradient penalty and of its generator, {@code k (G + 10
     * D) + 3 G + 2 D}: each of k critic steps makes fakes (G), judges real and fake and goes back
     * (6 D), and for the penalty judges points between them (D), goes back to these points (D) and
     * through that way back into its weights (2 D). The generator's turn is 3 G + 2 D.
     *
     * <p>Automatic differentiation takes 12 D: the derivative of a LeakyReLU's slope is a tensor of
     * zeros, which goes all the way back through the first pass (2 D). That is no useful work.
     *
     * @param criticSteps k
     */
    public static long gradientPenaltyStep(
            long criticSteps, long generatorForward, long discriminatorForward) {
        return criticSteps * (generatorForward + 10 * discriminatorForward)
                + 3 * generatorForward
                + 2 * discriminatorForward;
    }

    /**
     * A mean step of StyleGAN2, {@code 4 G + 8 D + 4 D / 16 + 3 G / 4}: fakes for the discriminator
     * (G) and the generator's turn (3 G), the discriminator on real and fake (6 D) and in the
     * generator's turn (2 D); every 16th step R1 (4 D, as a gradient penalty); every 4th step the
     * path length of half a batch, a pass (G), back to the styles (G) and back through both (4 G),
     * because scales and features are multiplied with each other.
     */
    public static double styleGan2Step(long generatorForward, long discriminatorForward) {
        double generator = 4 + 6 / 2.0 / 4;
        double discriminator = 8 + 4 / 16.0;
        return generator * generatorForward + discriminator * discriminatorForward;
    }

    /**
     * A step of CycleGAN on one pair, with the identity loss, {@code 18 G + 16 J}: there, back and
     * identity for both generators are six passes with their gradients (18 G); both judges are
     * passed and gone back through by the generators (4 J), and learn from a real and a fake
     * picture each (12 J).
     */
    public static long cycleGanStep(long generatorForward, long judgeForward) {
        return 18 * generatorForward + 16 * judgeForward;
    }

    /** Operations of a forward pass through these layers, for one image. */
    public static long convolutions(List<Convolution> layers) {
        return layers.stream().mapToLong(Convolution::flops).sum();
    }

    /** Operations of a forward pass through fully connected layers of these widths, one sample. */
    public static long products(List<Integer> widths) {
        long total = 0;
        for (int layer = 1; layer < widths.size(); layer++) {
            total += product(1, widths.get(layer - 1), widths.get(layer));
        }
        return total;
    }

    /** Operations of {@code [rows, inner] x [inner, columns]}. */
    public static long product(long rows, long inner, long columns) {
        return 2 * rows * inner * columns;
    }
}
