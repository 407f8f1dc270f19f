package dev.cardigan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.classifier.Answers;
import dev.cardigan.classifier.NearCopies;
import dev.cardigan.cli.AugmentCell.Regime;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentFindingsTest {

    private static final int TESTED = 200;

    /** Right on the first of the pictures. */
    private static Answers right(int count) {
        return new Answers(IntStream.range(0, TESTED).mapToObj(i -> i < count).toList());
    }

    /** So many of 100 generated pictures are nearer than all held-out ones. */
    private static NearCopies near(int copies) {
        List<Double> generated = new ArrayList<>(Collections.nCopies(100 - copies, 2.0));
        generated.addAll(Collections.nCopies(copies, 0.1));
        return new NearCopies(generated, Collections.nCopies(100, 1.0));
    }

    private static AugmentCell cell(
            long seed, Map<Regime, Integer> right, double asAskedFor, int inPixels, int near) {
        Map<Regime, Answers> answers = new EnumMap<>(Regime.class);
        for (Regime regime : Regime.values()) {
            answers.put(regime, right(right.getOrDefault(regime, 100)));
        }
        BufferedImage none = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        return new AugmentCell(
                20, seed, answers, asAskedFor, near(inPixels), near(near), none, none, "", "", 1);
    }

    private static AugmentFindings findings(double asAskedFor, int inPixels, int near) {
        // A gain of 4, 3 and 4 points that a handful of test pictures decide.
        return new AugmentFindings(
                20,
                List.of(
                        cell(1, Map.of(Regime.ALL, 108), asAskedFor, inPixels, near),
                        cell(2, Map.of(Regime.ALL, 106), asAskedFor, inPixels, near),
                        cell(3, Map.of(Regime.ALL, 108), asAskedFor, inPixels, near)),
                0.005);
    }

    @Test
    void theIntervalCountsTheTestPicturesToo() {
        AugmentFindings found = findings(0.5, 0, 0);
        AugmentFindings.Comparison first = AugmentFindings.COMPARISONS.get(0);
        // t interval over 4, 3, 4 alone: 3.67 +- 1.43. Test pictures: sd of the means over seeds.
        double perPicture = (6 * 1.0 + 2 * 4.0 / 9) / TESTED;
        double mean = (108 + 106 + 108 - 300) / 3.0 / TESTED;
        double testError = 100 * Math.sqrt((perPicture - mean * mean) / TESTED);
        assertThat(found.differences(first).commonError())
                .isCloseTo(testError, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(found.differences(first).low()).isLessThan(3.67 - 1.96 * testError);
        assertThat(found.sentence(first)).contains("helps: +3.67 points", "3 seeds");
    }

    @Test
    void copiesAreToldAsMuchAsTheyAre() {
        assertThat(findings(0.5, 1, 0).copies()).startsWith("Generated pictures are not nearer");
        assertThat(findings(0.5, 0, 3).copies()).startsWith("Some generated pictures");
        assertThat(findings(0.5, 1, 9).copies())
                .startsWith("Many generated pictures")
                .doesNotContain("faint");
        assertThat(findings(0.5, 9, 1).copies())
                .startsWith("Many generated pictures")
                .contains("look at the pairs");
    }

    @Test
    void aGanThatDrawsOtherClassesIsTold() {
        assertThat(findings(0.2, 0, 0).asAskedFor()).contains("20.0 %", "50.0 %", "more --steps");
        assertThat(findings(0.45, 0, 0).asAskedFor()).contains("45.0 %").doesNotContain("--steps");
    }
}
