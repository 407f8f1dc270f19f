package dev.cardigan.zoo.block;

import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.StyledConvolution.Noise;
import java.util.ArrayList;
import java.util.List;

/**
 * From styles to pictures whose details move with what they belong to: Fourier features, layers
 * that keep to their bands, no noise. Karras et al. 2021, https://arxiv.org/abs/2106.12423,
 * configuration T.
 *
 * @param layers the last makes the picture
 */
public record AliasFreeSynthesis(FourierFeatures input, List<AliasFreeLayer> layers)
        implements Synthesis {

    /** Of pictures: layers give out numbers of variance 1, four times as much as pictures have. */
    private static final double SCALE = 0.25;

    /**
     * @param breadth channels times twice the cut-off, up to {@code widest}
     * @param style length of a style
     */
    public static AliasFreeSynthesis of(
            AliasFreeSchedule schedule,
            long breadth,
            long widest,
            long style,
            long pictureChannels,
            RandomStream stream) {
        List<AliasFreeSchedule.Band> bands = schedule.bands();
        List<AliasFreeLayer> layers = new ArrayList<>();
        long in = schedule.input().channels(breadth, widest);
        FourierFeatures input = FourierFeatures.of(in, style, schedule.input(), stream);
        // The first layer reads the features' own band, whose number it shares.
        AliasFreeSchedule.Band before = schedule.input();
        for (AliasFreeSchedule.Band band : bands.subList(0, bands.size() - 1)) {
            long out = band.channels(breadth, widest);
            layers.add(AliasFreeLayer.between(before, band, in, out, style, stream));
            before = band;
            in = out;
        }
        layers.add(AliasFreeLayer.toPicture(in, pictureChannels, style, stream));
        return new AliasFreeSynthesis(input, List.copyOf(layers));
    }

    /** One for the features, one for every layer. */
    @Override
    public long styles() {
        return 1L + layers.size();
    }

    /** There is no noise, whatever is asked. */
    @Override
    public Tensor of(Tensor styles, Noise noise, RandomSource random) {
        Tensor x = input.of(styles.select(1, 0));
        for (int i = 0; i < layers.size(); i++) {
            x = layers.get(i).of(x, styles.select(1, i + 1L));
        }
        return x.mul(SCALE);
    }

    @Override
    public List<Tensor> noises() {
        return List.of();
    }

    @Override
    public List<Tensor> readings() {
        List<Tensor> readings = new ArrayList<>();
        readings.add(input.affine().weight().value());
        layers.forEach(layer -> readings.add(layer.affine().weight().value()));
        return readings;
    }
}
