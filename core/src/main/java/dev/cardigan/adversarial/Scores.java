package dev.cardigan.adversarial;

import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Tensor;
import java.util.OptionalDouble;

/**
 * What a discriminator said of a real and of a generated batch, as logits. F32 even where networks
 * compute in less: losses are differences of small numbers.
 */
public record Scores(Tensor onReal, Tensor onFake) {

    /** Share of the real samples that were taken for real, as logs call it. */
    public static final String ACCURACY_ON_REAL = "accuracy/real";

    /** Share of the generated samples that were taken for generated. */
    public static final String ACCURACY_ON_FAKE = "accuracy/fake";

    public Scores {
        onReal = wide(onReal);
        onFake = wide(onFake);
    }

    /** The same numbers in F32 where they came in BF16. */
    public static Tensor wide(Tensor scores) {
        return scores.dtype() == DType.BF16 ? scores.to(DType.F32) : scores;
    }

    /** The discriminator's loss, and beside it how often it was right on either side. */
    public Loss judgedBy(AdversarialLoss loss) {
        Loss term = Loss.of("adversarial", loss.forDiscriminator(onReal, onFake));
        return watched(term, loss.boundary());
    }

    /** The loss of those who want real taken for generated and generated for real. */
    public Loss exchangedUnder(AdversarialLoss loss) {
        return Loss.of(
                "adversarial", loss.forDiscriminator(/* onReal= */ onFake, /* onFake= */ onReal));
    }

    /** {@code loss}, with how often the discriminator was right on either side beside it. */
    Loss watched(Loss loss, OptionalDouble boundary) {
        Scores right = beyond(boundary).accuracies();
        return loss.watching(ACCURACY_ON_REAL, right.onReal())
                .watching(ACCURACY_ON_FAKE, right.onFake());
    }

    /**
     * Without graph, less what parts real from generated.
     *
     * @param boundary the score above which a sample is taken for real; halfway between the means
     *     where there is none
     */
    Scores beyond(OptionalDouble boundary) {
        Tensor real = onReal.detach();
        Tensor fake = onFake.detach();
        if (boundary.isPresent() && boundary.getAsDouble() == 0) {
            return new Scores(real, fake);
        }
        if (boundary.isPresent()) {
            return new Scores(real.sub(boundary.getAsDouble()), fake.sub(boundary.getAsDouble()));
        }
        Tensor middle = real.mean().add(fake.mean()).mul(0.5);
        return new Scores(real.sub(middle), fake.sub(middle));
    }

    /** Shares above 0 of the real and below 0 of the generated: of scores beyond a boundary. */
    Scores accuracies() {
        return new Scores(onReal.shareAbove(0), onFake.shareBelow(0));
    }
}
