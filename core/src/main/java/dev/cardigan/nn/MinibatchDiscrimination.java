package dev.cardigan.nn;

import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;

/**
 * Tells every sample how close it is to the others of its batch: [batch, in] becomes [batch, in +
 * kernels]. M_i = x_i T; o_i,b = sum over j of exp(-|M_i,b - M_j,b|_1). Salimans et al. 2016,
 * https://arxiv.org/abs/1606.03498, section 3.2.
 *
 * <p>In the authors' form the columns of T are directions with a learned log scale, j = i is left
 * out, a learned bias is added, and the first training batch sets scale and bias so that the mean
 * distance to the nearest neighbour is 2 and o is 0 on average.
 *
 * @param weight T, [in, kernels, dimensions]
 * @param logScale [kernels, dimensions]; present when the columns of T are directions
 * @param bias [kernels], added to o
 * @param begun 1 after the first training batch has set scale and bias, before that 0; absent when
 *     no batch shall
 * @param withSelf whether j = i counts, which adds exactly 1
 */
public record MinibatchDiscrimination(
        Parameter weight,
        Optional<Parameter> logScale,
        Optional<Parameter> bias,
        Optional<Buffer> begun,
        boolean withSelf)
        implements Layer {

    private static final double DEVIATION = 0.05;

    /** The authors' form. */
    public static MinibatchDiscrimination of(
            long in, long kernels, long dimensions, RandomStream stream) {
        return new MinibatchDiscrimination(
                drawn(in, kernels, dimensions, stream),
                Optional.of(new Parameter(Tensor.zeros(kernels, dimensions))),
                Optional.of(new Parameter(Tensor.full(-1, kernels))),
                Optional.of(new Buffer(Tensor.zeros())),
                false);
    }

    /** The formula of the paper, without scale and bias. */
    public static MinibatchDiscrimination plain(
            long in, long kernels, long dimensions, boolean withSelf, RandomStream stream) {
        return new MinibatchDiscrimination(
                drawn(in, kernels, dimensions, stream),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                withSelf);
    }

    private static Parameter drawn(long in, long kernels, long dimensions, RandomStream stream) {
        return new Parameter(stream.normal(in, kernels, dimensions).mul(DEVIATION));
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.cat(1, closeness(x));
    }

    /** o, [batch, kernels]. */
    public Tensor closeness(Tensor x) {
        // A batch that is only looked ahead on sets nothing.
        if (Mode.isTraining() && !weight.isReplaced() && x.size(0) > 1 && isNew()) {
            Gradient.untracked(() -> begin(x));
        }
        Tensor others = sumOfSimilarities(distances(x));
        return bias.isPresent() ? others.add(bias.get().value()) : others;
    }

    private boolean isNew() {
        return begun.isPresent() && begun.get().value().item() == 0;
    }

    private Tensor sumOfSimilarities(Tensor distances) {
        Tensor all = distances.neg().exp().sum(false, 1);
        return withSelf ? all : all.sub(1); // exp(-|M_i - M_i|) is exactly 1
    }

    /** Between all pairs under every kernel, [batch, batch, kernels]. */
    private Tensor distances(Tensor x) {
        long kernels = weight.value().size(1);
        Tensor matrices = x.matmul(scaled().reshape(x.size(1), -1)).reshape(x.size(0), kernels, -1);
        return matrices.unsqueeze(1).sub(matrices.unsqueeze(0)).abs().sum(false, 3);
    }

    private Tensor scaled() {
        if (logScale.isEmpty()) {
            return weight.value();
        }
        Tensor length = weight.value().square().sum(true, 0).sqrt();
        return weight.value().mul(logScale.get().value().exp()).div(length);
    }

    private void begin(Tensor x) {
        Tensor distances = distances(x);
        // Half the mean distance to the nearest other, [kernels]; 1e6 keeps a sample from being its
        // own neighbour, 1e-6 the logarithm finite where all are equal.
        Tensor itself = Tensor.arange(x.size(0)).to(x.device()).oneHot(x.size(0)).mul(1e6);
        Tensor nearest = distances.add(itself.unsqueeze(2)).neg().largest(1).neg();
        Tensor unit = nearest.mean(false, 0).mul(0.5).clamp(1e-6, Double.POSITIVE_INFINITY);
        logScale.ifPresent(scale -> scale.value().set(scale.value().sub(unit.log().unsqueeze(1))));
        bias.ifPresent(
                shift -> shift.value().set(sumOfSimilarities(distances(x)).mean(false, 0).neg()));
        begun.ifPresent(flag -> flag.value().fill(1));
    }
}
