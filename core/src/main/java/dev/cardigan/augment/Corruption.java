package dev.cardigan.augment;

import dev.cardigan.tensor.Tensor;
import java.util.Set;

/** Noise and squares of mid-grey over pictures (Karras et al. 2020, appendix B). */
final class Corruption {

    private Corruption() {}

    static Tensor change(
            Tensor pictures, Set<Transform> transforms, Strengths strengths, Chances chances) {
        Tensor changed = pictures;
        if (transforms.contains(Transform.NOISE)) {
            changed = noisy(changed, strengths, chances);
        }
        if (transforms.contains(Transform.CUTOUT)) {
            changed = cut(changed, strengths, chances);
        }
        return changed;
    }

    private static Tensor noisy(Tensor pictures, Strengths strengths, Chances chances) {
        double[] deviation = chances.normal(n -> Math.abs(n) * strengths.noise(), 0);
        Tensor noise = chances.random().normal(pictures.shape());
        Tensor scaled = noise.mul(Tensor.of(deviation, deviation.length, 1, 1, 1));
        return pictures.add(scaled.to(pictures.dtype()).to(pictures.device()));
    }

    private static Tensor cut(Tensor pictures, Strengths strengths, Chances chances) {
        boolean[] happens = chances.happens();
        double[] centres = chances.random().uniform(0, 1, chances.batch(), 2).toDoubles();
        Tensor keptX = kept((int) pictures.size(3), 0, centres, happens, strengths.cutout());
        Tensor keptY = kept((int) pictures.size(2), 1, centres, happens, strengths.cutout());
        int batch = chances.batch();
        Tensor kept = keptX.reshape(batch, 1, 1, -1).max(keptY.reshape(batch, 1, -1, 1));
        return pictures.mul(kept.to(pictures.dtype()).to(pictures.device()));
    }

    /** 1 where a pixel lies outside the square's interval of this direction, [batch, side]. */
    private static Tensor kept(
            int side, int direction, double[] centres, boolean[] happens, double size) {
        float[] kept = new float[happens.length * side];
        for (int i = 0; i < happens.length; i++) {
            for (int at = 0; at < side; at++) {
                double away = Math.abs((at + 0.5) / side - centres[2 * i + direction]);
                kept[i * side + at] = !happens[i] || away >= size / 2 ? 1 : 0;
            }
        }
        return Tensor.of(kept, happens.length, side);
    }
}
