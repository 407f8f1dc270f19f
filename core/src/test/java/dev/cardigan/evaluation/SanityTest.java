package dev.cardigan.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.data.Dataset;
import dev.cardigan.data.Digits;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPictures;
import dev.cardigan.error.DataException;
import dev.cardigan.metric.ClassifierExtractor;
import dev.cardigan.tensor.Threads;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SanityTest {

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    private static List<Sanity> rows(Dataset<RawPictures> data, Dataset<RawPictures> test) {
        try (ClassifierExtractor extractor = ClassifierExtractor.random(1)) {
            return Sanity.of(data, Optional.of(test), extractor, 1, Progress.SILENT);
        }
    }

    @Test
    void everyCopyMadeWorseIsFurtherThanTheOtherHalf() {
        List<Sanity> rows = rows(Digits.of(16, 600, 1), Digits.of(16, 1000, 2));
        assertThat(rows)
                .extracting(Sanity::name)
                .containsExactly(
                        "the other half",
                        "builtin:digits (test)",
                        "other half, blurred",
                        "other half, noised",
                        "a tenth of it, ten times",
                        "other half, without class 9");
        assertThat(rows.get(1).count()).isEqualTo(300);
        assertThat(rows.get(4).count()).isEqualTo(300);
        assertThat(rows.get(5).count()).isBetween(200, 299);
        assertThat(Sanity.nearerThanTheOtherHalf(rows)).isEmpty();
        // Unseen digits are as near as the other half, all that was made worse is not.
        assertThat(rows.get(1).fid()).isLessThan(1.5 * rows.get(0).fid());
        assertThat(rows.get(2).fid()).isGreaterThan(5 * rows.get(0).fid());
    }

    @Test
    void whatIsNoFurtherIsNamed() {
        Sanity half = new Sanity("the other half", 100, 1, 0);
        Sanity further = new Sanity("blurred", 100, 2, 0);
        Sanity nearer = new Sanity("noised", 100, 0.5, 0);
        Sanity nothing = new Sanity("repeated", 100, Double.NaN, 0);
        Sanity test = new Sanity("digits (test)", 100, 0.9, 0);
        assertThat(Sanity.nearerThanTheOtherHalf(List.of(half, test, further, nearer, nothing)))
                .containsExactly(nearer, nothing);
    }

    @Test
    void testPicturesOfAnotherSizeAreRefused() {
        assertThatThrownBy(() -> rows(Digits.of(16, 120, 1), Digits.of(24, 120, 2)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("1x16x16")
                .hasMessageContaining("1x24x24")
                .hasMessageContaining("--size");
    }
}
