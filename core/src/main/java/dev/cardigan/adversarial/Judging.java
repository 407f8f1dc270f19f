package dev.cardigan.adversarial;

import dev.cardigan.tensor.Tensor;
import java.util.OptionalDouble;

/** A GAN whose discriminator can be asked about any samples, apart from training. */
public interface Judging {

    /**
     * Scores of samples, larger where it takes them for real; one or more per sample, the batch
     * first.
     *
     * @param classes I64 [count], looked at only where there are classes
     */
    Tensor judge(Tensor samples, Tensor classes);

    /** The score above which a sample is taken for real; absent where only differences count. */
    OptionalDouble boundary();
}
