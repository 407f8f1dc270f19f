package dev.cardigan.nn;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.tensor.Tensor;

/**
 * Appends, as further channels, how much the samples of a group differ: [batch, c, ..] becomes
 * [batch, c + channels, ..]. Sample i belongs to group i mod (batch / group). Karras et al. 2018
 * (ProGAN), https://arxiv.org/abs/1710.10196, section 3, in the form of StyleGAN2.
 *
 * @param group samples in a group; 0 for the whole batch; a smaller batch is one group
 * @param channels statistics per group, each over its share of the input's channels
 */
public record MinibatchStandardDeviation(int group, int channels) implements Layer {

    /** Groups of 4, one statistic: as in the papers. */
    public static final MinibatchStandardDeviation PAPER = new MinibatchStandardDeviation(4, 1);

    private static final double EPSILON = 1e-8;

    public MinibatchStandardDeviation {
        if (group < 0 || channels < 1) {
            throw new ConfigException(
                    "minibatchDeviation: expected group >= 0 and channels >= 1, found "
                            + group
                            + " and "
                            + channels);
        }
    }

    /**
     * @throws ShapeException if the batch is not made of whole groups, or the channels do not share
     */
    @Override
    public Tensor forward(Tensor x) {
        long batch = x.size(0);
        long size = group == 0 ? batch : Math.min(group, batch);
        if (batch % size != 0 || x.size(1) % channels != 0) {
            throw new ShapeException(
                    "minibatchDeviation: expected a batch of whole groups of %d and channels in %d equal shares, found %s; set batch to a multiple of %d"
                            .formatted(size, channels, x, size));
        }
        Tensor y = x.reshape(size, batch / size, channels, -1); // [in group, groups, channels, ..]
        Tensor deviation =
                y.sub(y.mean(true, 0)).square().mean(false, 0).add(EPSILON).sqrt().mean(false, 2);
        Tensor perSample = deviation.repeat(size, 1); // [batch, channels]
        return x.cat(1, spread(perSample, x));
    }

    /** [batch, channels] over the remaining axes of {@code like}. */
    private Tensor spread(Tensor perSample, Tensor like) {
        long[] narrow = like.shape();
        long[] wide = like.shape();
        narrow[1] = channels;
        wide[1] = channels;
        for (int axis = 2; axis < narrow.length; axis++) {
            narrow[axis] = 1;
        }
        return perSample.reshape(narrow).expand(wide);
    }
}
