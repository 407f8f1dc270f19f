package dev.cardigan.adversarial;

import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;

/** A GAN one can draw samples from. */
public interface Generative extends Averaged {

    /** Latents in the form {@link #generate} takes, [count, ..]. */
    Tensor latents(RandomSource source, long count);

    /** Number of classes one can ask for; 0 when it has none. */
    int classes();

    /** A class for each of so many samples: 0, 1, .. again and again; 0 where there are none. */
    default int[] classesInTurn(int count) {
        int[] turns = new int[count];
        Arrays.setAll(turns, i -> i % Math.max(1, classes()));
        return turns;
    }

    /** The same as {@link #generate} takes them, I64 [count]. */
    default Tensor labelsInTurn(int count) {
        return Tensor.of(Arrays.stream(classesInTurn(count)).asLongStream().toArray(), count);
    }

    /**
     * Samples from latents.
     *
     * @param classes I64 [count], looked at only where there are classes
     */
    Tensor generate(Tensor latents, Tensor classes);
}
