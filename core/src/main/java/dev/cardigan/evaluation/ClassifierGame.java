package dev.cardigan.evaluation;

import dev.cardigan.adversarial.Gan;
import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.data.Batch;
import dev.cardigan.metric.Classifier;
import dev.cardigan.nn.Labels;
import dev.cardigan.optim.AdamW;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.List;

/**
 * A game for one: a classifier minimises cross entropy. So it is trained by the loop that trains
 * everything else.
 *
 * @param classifier what learns
 * @param shifts where batches are moved to
 * @param steps of the whole training, for the descent of the rate
 */
record ClassifierGame(Classifier classifier, RandomStream shifts, long steps)
        implements Gan<Batch<Labels>> {

    private static final double RATE = 2e-3;
    private static final double DECAY = 1e-2;
    private static final long WARM_UP = 50;

    /** Pixels a batch is moved by at most, in each direction. */
    private static final long REACH = 2;

    @Override
    public List<Phase<Batch<Labels>>> phases() {
        Schedule schedule =
                new Schedule.WarmUp(WARM_UP, new Schedule.Cosine(Math.max(1, steps - WARM_UP), 0));
        return List.of(
                Phase.of("classifier", AdamW.rate(RATE).decay(DECAY), this::loss, classifier)
                        .scheduled(schedule));
    }

    private Loss loss(Batch<Labels> batch) {
        Tensor logits = classifier.logits(classifier.features(shifted(batch.real())));
        Tensor classes = batch.condition().classes();
        Tensor wanted = classes.oneHot(logits.size(1));
        Tensor crossEntropy = logits.logSoftmax(1).mul(wanted).sum(false, 1).mean().neg();
        Tensor right = logits.detach().argmax(1).sub(classes).abs().to(DType.F32).less(0.5);
        return Loss.of("crossEntropy", crossEntropy).watching("accuracy/training", right.mean());
    }

    private Tensor shifted(Tensor pictures) {
        long[] by = shifts.integers(2 * REACH + 1, 2).toLongs();
        return pictures.padReflect(REACH)
                .narrow(2, by[0], pictures.size(2))
                .narrow(3, by[1], pictures.size(3));
    }
}
