package dev.cardigan.metric;

import dev.cardigan.error.DataException;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * exp of the mean divergence between a classifier's answer on one sample and its mean answer: high
 * when every sample is clearly of some class and all classes come. Looks at no real data. Salimans
 * et al. 2016, https://arxiv.org/abs/1606.03498.
 *
 * @param value mean over the splits
 * @param deviation population standard deviation over the splits
 * @param splits the score of each
 */
public record InceptionScore(double value, double deviation, List<Double> splits) {

    public InceptionScore {
        splits = List.copyOf(splits);
    }

    /**
     * @param logits [n, classes]
     * @param splits parts of the set, in its order, that are scored each on its own; shuffle a set
     *     that is sorted by class before
     * @throws DataException for fewer samples than splits
     */
    public static InceptionScore of(Tensor logits, int splits) {
        long count = logits.size(0);
        if (count < splits) {
            throw new DataException(
                    "Inception Score: expected at least one sample for each of %d splits, found %d"
                            .formatted(splits, count));
        }
        double[] scores =
                IntStream.range(0, splits)
                        .mapToDouble(
                                split -> {
                                    long from = split * count / splits;
                                    long to = (split + 1) * count / splits;
                                    return Scope.tidy(() -> of(logits.narrow(0, from, to - from)));
                                })
                        .toArray();
        Spread spread = Spread.of(scores);
        return new InceptionScore(
                spread.mean(),
                spread.deviation(),
                IntStream.range(0, splits).mapToObj(split -> scores[split]).toList());
    }

    /** The score of all samples as one split. */
    public static double of(Tensor logits) {
        return Gradient.untracked(
                () ->
                        Scope.tidy(
                                () -> {
                                    Tensor logs = logits.to(DType.F64).logSoftmax(1);
                                    Tensor shares = logs.exp();
                                    // A share that underflows to 0 adds 0, however low its log.
                                    Tensor own = shares.mul(logs.clamp(-1e3, 0)).sum(false, 1);
                                    Tensor mean = shares.mean(false, 0);
                                    Tensor meanLog = mean.clamp(1e-320, 1).log();
                                    Tensor cross = shares.mul(meanLog).sum(false, 1);
                                    return Math.exp(own.sub(cross).mean().item());
                                }));
    }
}
