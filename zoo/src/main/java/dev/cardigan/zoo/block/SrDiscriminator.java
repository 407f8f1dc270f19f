package dev.cardigan.zoo.block;

import dev.cardigan.nn.BatchNorm;
import dev.cardigan.nn.Convolution;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Sequential;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * SRGAN's discriminator: pairs of 3x3 convolutions, the second of each pair halving, batch
 * normalisation after all but the first, LeakyReLU 0.2. Ledig et al. 2017,
 * https://arxiv.org/abs/1609.04802, figure 4; with a score for each patch of 16 pixels in place of
 * the paper's fully connected layers, as the reference implementation has it, so that it takes
 * pictures of any size.
 *
 * <p>Pictures [batch, in, height, width] to scores [batch, 1, height / 16, width / 16].
 */
public record SrDiscriminator(Sequential model) implements Layer {

    /**
     * @param widths channels of each pair; 64, 128, 256, 512 in the paper
     * @param cures it is built with besides
     */
    public static SrDiscriminator of(
            long in, List<Long> widths, Cures cures, Initializer initializer) {
        List<Layer> model = new ArrayList<>();
        long channels = cures.begin(model, in);
        boolean isFirst = true;
        for (long width : widths) {
            model.add(Convolution.of(channels, width, 3, initializer).padding(1));
            if (!isFirst) {
                model.add(BatchNorm.of(width));
            }
            model.add(new LeakyRelu(0.2));
            model.add(Convolution.of(width, width, 3, initializer).stride(2).padding(1));
            model.add(BatchNorm.of(width));
            model.add(new LeakyRelu(0.2));
            channels = width;
            isFirst = false;
        }
        channels = cures.spread(model, channels);
        model.add(Convolution.of(channels, 1, 3, initializer).padding(1));
        return new SrDiscriminator(new Sequential(model));
    }

    @Override
    public Tensor forward(Tensor x) {
        return model.forward(x);
    }
}
