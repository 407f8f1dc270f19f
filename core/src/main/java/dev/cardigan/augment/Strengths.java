package dev.cardigan.augment;

import dev.cardigan.error.ConfigException;
import java.util.List;

/**
 * How far each transform of ADA goes (Karras et al. 2020, appendix B).
 *
 * @param integerShift largest shift by whole pixels, as a share of the side
 * @param scale standard deviation of log2 of the scale
 * @param rotation largest angle, as a share of half a turn
 * @param stretch standard deviation of log2 of the ratio of sides
 * @param fractionalShift standard deviation of the shift, as a share of the side
 * @param brightness standard deviation of what is added, where pictures are in [-1, 1]
 * @param contrast standard deviation of log2 of the contrast
 * @param hue largest turn of the hue, as a share of half a turn
 * @param saturation standard deviation of log2 of the saturation
 * @param bands how often each of the four frequency bands is changed, low to high, from 0 to 1
 * @param band standard deviation of log2 of a band's gain
 * @param noise standard deviation of the standard deviation of the noise
 * @param cutout side of the square cut out, as a share of the picture's
 */
public record Strengths(
        double integerShift,
        double scale,
        double rotation,
        double stretch,
        double fractionalShift,
        double brightness,
        double contrast,
        double hue,
        double saturation,
        List<Double> bands,
        double band,
        double noise,
        double cutout) {

    public static final Strengths PAPER =
            new Strengths(
                    0.125,
                    0.2,
                    1,
                    0.2,
                    0.125,
                    0.2,
                    0.5,
                    1,
                    1,
                    List.of(1.0, 1.0, 1.0, 1.0),
                    1,
                    0.1,
                    0.5);

    /**
     * @throws ConfigException if there are not four bands
     */
    public Strengths {
        if (bands.size() != FrequencyBands.COUNT) {
            throw new ConfigException(
                    "bands: expected %d numbers, found %d"
                            .formatted(FrequencyBands.COUNT, bands.size()));
        }
        bands = List.copyOf(bands);
    }
}
