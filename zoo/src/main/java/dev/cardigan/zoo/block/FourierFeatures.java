package dev.cardigan.zoo.block;

import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.Optional;

/**
 * Waves over the plane, turned and moved as the style says: what alias-free synthesis begins with
 * instead of a learned constant. Karras et al. 2021, https://arxiv.org/abs/2106.12423, section 3.2
 * and appendix F.
 *
 * @param weight between waves, [channels, channels]; used times 1 / sqrt(channels)
 * @param affine from a style to cosine and sine of a turn, and a move in x and y in pictures;
 *     starts at no turn and no move for every style
 * @param frequencies [channels, 2], in cycles per picture, evenly over the disc of the band
 * @param phases [channels], in turns
 * @param shift of all pictures, [2], in pictures to the right and down
 */
public record FourierFeatures(
        Parameter weight,
        EqualisedLinear affine,
        Buffer frequencies,
        Buffer phases,
        Buffer shift,
        AliasFreeSchedule.Band band)
        implements Network {

    /**
     * @param style length of a style
     */
    static FourierFeatures of(
            long channels, long style, AliasFreeSchedule.Band band, RandomStream stream) {
        Tensor drawn = stream.normal(channels, 2);
        Tensor power = drawn.square().sum(true, 1);
        // exp(-|g|^2 / 2) of two normal numbers is uniform, and the root of 1 less it has even
        // density over the disc.
        Tensor radii = power.mul(-0.5).exp().neg().add(1).sqrt();
        Tensor frequencies = drawn.div(power.sqrt()).mul(radii).mul(band.cutoff());
        EqualisedLinear affine =
                new EqualisedLinear(
                        new Parameter(Tensor.zeros(4, style)),
                        Optional.of(new Parameter(Tensor.of(new float[] {1, 0, 0, 0}, 4))),
                        1,
                        GainedActivation.NONE);
        return new FourierFeatures(
                new Parameter(stream.normal(channels, channels)),
                affine,
                new Buffer(frequencies),
                new Buffer(stream.uniform(-0.5, 0.5, channels)),
                new Buffer(Tensor.zeros(2)),
                band);
    }

    /**
     * Maps [batch, channels, size, size].
     *
     * @param style [batch, length]
     */
    Tensor of(Tensor style) {
        long batch = style.size(0);
        long channels = phases.value().size(0);
        Tensor said = affine.forward(style); // [batch, 4]
        Tensor turn = said.narrow(1, 0, 2);
        said = said.div(turn.square().sum(true, 1).sqrt());
        Tensor cosine = said.narrow(1, 0, 1);
        Tensor sine = said.narrow(1, 1, 1);
        Tensor waveX = frequencies.value().select(1, 0).unsqueeze(0); // [1, channels]
        Tensor waveY = frequencies.value().select(1, 1).unsqueeze(0);
        // A picture moved to the right by t shows at x what was at x - t.
        Tensor turnedX = waveX.mul(cosine).add(waveY.mul(sine));
        Tensor turnedY = waveY.mul(cosine).sub(waveX.mul(sine));
        Tensor moveX = said.narrow(1, 2, 1).add(shift.value().narrow(0, 0, 1));
        Tensor moveY = said.narrow(1, 3, 1).add(shift.value().narrow(0, 1, 1));
        Tensor start =
                phases.value().sub(turnedX.mul(moveX)).sub(turnedY.mul(moveY)); // [batch, channels]
        Tensor along = positions(style).reshape(1, 1, 1, -1);
        Tensor down = positions(style).reshape(1, 1, -1, 1);
        Tensor turns =
                turnedX.reshape(batch, channels, 1, 1)
                        .mul(along)
                        .add(turnedY.reshape(batch, channels, 1, 1).mul(down))
                        .add(start.reshape(batch, channels, 1, 1));
        Tensor mixing = weight.value().mul(1 / Math.sqrt(channels));
        return turns.mul(2 * Math.PI)
                .sin()
                .channelsLast()
                .conv(mixing.reshape(channels, channels, 1, 1), Optional.empty(), 1, 0, 1, 1);
    }

    /** Of the pixels' centres, in pictures from the middle of the picture, [size]. */
    private Tensor positions(Tensor like) {
        return Tensor.arange(band.size())
                .to(like.dtype())
                .to(like.device())
                .sub((band.size() - 1) / 2.0)
                .div(band.rate());
    }
}
