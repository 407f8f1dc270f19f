package dev.cardigan.data;

import dev.cardigan.nn.Labels;
import dev.cardigan.nn.None;
import dev.cardigan.tensor.Tensor;
import java.util.function.BiFunction;

/**
 * What a GAN takes from a data set: how samples and their classes become its batches.
 *
 * @param labelled whether it needs classes
 * @param batch from samples [batch, ..] and classes, I64 [batch], to a batch
 */
public record Intake<B>(boolean labelled, BiFunction<Tensor, Tensor, B> batch) {

    public static final Intake<Batch<None>> SAMPLES =
            new Intake<>(false, (real, classes) -> new Batch<>(real, None.NONE));

    public static final Intake<Batch<Labels>> LABELLED =
            new Intake<>(true, (real, classes) -> new Batch<>(real, new Labels(classes)));
}
