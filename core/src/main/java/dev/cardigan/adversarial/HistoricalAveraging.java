package dev.cardigan.adversarial;

import dev.cardigan.error.ConfigException;
import dev.cardigan.tensor.Parameter;
import java.util.List;

/**
 * Both players pay for the squared distance of their weights from the mean of all their weights so
 * far, so that they cannot circle for ever. Salimans et al. 2016, https://arxiv.org/abs/1606.03498,
 * section 3.3.
 *
 * @param weight of the distance in each loss; the paper's is 1
 */
public record HistoricalAveraging(double weight) {

    public static final HistoricalAveraging PAPER = new HistoricalAveraging(1);

    public HistoricalAveraging {
        if (!(weight > 0)) {
            throw new ConfigException(
                    "historicalAveraging.weight: expected more than 0, found " + weight);
        }
    }

    WeightHistory from(List<Parameter> parameters) {
        return WeightHistory.of(parameters, weight);
    }
}
