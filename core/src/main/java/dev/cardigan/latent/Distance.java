package dev.cardigan.latent;

import dev.cardigan.metric.Extractor;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far pictures are from a target, so that gradients show the way: by pixels, by what an
 * extractor sees, or by both.
 */
public final class Distance {

    private static final double SMALL = 1e-10;

    private final Tensor target;
    private final Optional<Extractor> extractor;
    private final List<Tensor> seen;
    private final double pixels;

    private Distance(
            Tensor target, Optional<Extractor> extractor, List<Tensor> seen, double pixels) {
        this.target = target;
        this.extractor = extractor;
        this.seen = seen;
        this.pixels = pixels;
    }

    /**
     * The mean squared difference of the pixels, in [-1, 1].
     *
     * @param target [1, channels, height, width]
     */
    public static Distance ofPixels(Tensor target) {
        return new Distance(target, Optional.empty(), List.of(), 1);
    }

    /**
     * The distance of what an extractor sees, and that of the pixels besides.
     *
     * @param target [1, channels, height, width]
     * @param pixels weight of the pixels' distance, 0 for none
     */
    public static Distance ofFeatures(Tensor target, Extractor extractor, double pixels) {
        return new Distance(
                target, Optional.of(extractor), normalised(extractor.maps(target)), pixels);
    }

    /** The distance of each picture [n, channels, height, width], [n]. */
    public Tensor of(Tensor pictures) {
        List<Tensor> terms = new ArrayList<>();
        if (pixels > 0) {
            terms.add(squares(pictures).mul(pixels));
        }
        if (extractor.isPresent()) {
            terms.add(features(pictures));
        }
        return terms.stream().reduce(Tensor::add).orElseThrow();
    }

    private Tensor squares(Tensor pictures) {
        return pictures.sub(target).square().mean(false, 1, 2, 3);
    }

    /** Decibels of the largest square, 4 for pictures in [-1, 1], over the mean square. */
    public double signalToNoise(Tensor picture) {
        double mean = squares(picture.clamp(-1, 1)).mean().item();
        return 10 * Math.log10(4 / Math.max(mean, SMALL));
    }

    /**
     * The sum over the extractor's maps of the squared distances between unit vectors of channels,
     * each a mean over places; [n], zeros without an extractor. Zhang et al. 2018,
     * https://arxiv.org/abs/1801.03924, equation 1, with all weights one.
     */
    public Tensor features(Tensor pictures) {
        if (extractor.isEmpty()) {
            return Tensor.zeros(pictures.size(0)).to(pictures.device());
        }
        List<Tensor> found = normalised(extractor.get().maps(pictures));
        Tensor sum = null;
        for (int i = 0; i < found.size(); i++) {
            Tensor apart = found.get(i).sub(seen.get(i)).square().sum(false, 1).mean(false, 1, 2);
            sum = sum == null ? apart : sum.add(apart);
        }
        return Objects.requireNonNull(sum, "an extractor has at least one map");
    }

    private static List<Tensor> normalised(List<Tensor> maps) {
        return maps.stream()
                .map(map -> map.div(map.square().sum(true, 1).add(SMALL).sqrt()))
                .toList();
    }
}
