package dev.cardigan.classifier;

import dev.cardigan.error.DataException;
import dev.cardigan.metric.Classifier;
import dev.cardigan.tensor.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * Which pictures of a test set a classifier named rightly.
 *
 * @param right one a picture
 */
public record Answers(List<Boolean> right) {

    /**
     * @throws DataException if there are none
     */
    public Answers {
        right = List.copyOf(right);
        if (right.isEmpty()) {
            throw new DataException("answers: expected pictures to test on, found none");
        }
    }

    public static Answers of(Classifier classifier, LabelledPictures test) {
        long[] found =
                Scope.tidy(
                                () ->
                                        classifier
                                                .logits(
                                                        DietTraining.features(
                                                                classifier, test.pictures()))
                                                .argmax(1))
                        .toLongs();
        long[] wanted = test.labels().toLongs();
        List<Boolean> right = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            right.add(found[i] == wanted[i]);
        }
        return new Answers(right);
    }

    /** The share that is right. */
    public double share() {
        return (double) right.stream().filter(each -> each).count() / right.size();
    }

    /**
     * Standard error of the difference in share between two treatments that comes from the choice
     * of the test pictures, which all seeds have in common: each picture's difference is averaged
     * over the seeds, and the pictures are taken as drawn at random.
     *
     * @param from of the first treatment, one a seed, on the same pictures
     * @param to of the second
     */
    public static double testError(List<Answers> from, List<Answers> to) {
        int count = from.get(0).right.size();
        double sum = 0;
        double squares = 0;
        for (int picture = 0; picture < count; picture++) {
            double difference = 0;
            for (int seed = 0; seed < from.size(); seed++) {
                difference += to.get(seed).right.get(picture) ? 1 : 0;
                difference -= from.get(seed).right.get(picture) ? 1 : 0;
            }
            difference /= from.size();
            sum += difference;
            squares += difference * difference;
        }
        double mean = sum / count;
        return Math.sqrt((squares / count - mean * mean) / count);
    }
}
