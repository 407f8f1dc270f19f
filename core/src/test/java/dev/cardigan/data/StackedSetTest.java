package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StackedSetTest {

    private static final StackedSet DIGITS = new StackedSet(Digits.of(28));

    @Test
    void laysThreePicturesOnEachOtherAndReadsTheirClassesAsOneNumber() {
        assertThat(DIGITS.shape()).isEqualTo(new SampleShape(3, 28, 28));
        assertThat(DIGITS.classes()).hasSize(1000).contains("3-1-4");
        RawPictures stacks = DIGITS.load(new int[] {5, 127_999});
        RawPictures apart = StackedSet.apart(stacks);
        assertThat(apart.count()).isEqualTo(6);
        assertThat(apart.shape()).isEqualTo(new SampleShape(1, 28, 28));
        // Every level is one of the single pictures of the class that the stack's own class says.
        int[] all = IntStream.range(0, DIGITS.single().size()).toArray();
        RawPictures singles = DIGITS.single().load(all);
        for (int i = 0; i < 6; i++) {
            byte[] level = Arrays.copyOfRange(apart.pixels(), i * 784, (i + 1) * 784);
            int label = stacks.labels()[i / 3] / (int) Math.pow(10, 2 - i % 3) % 10;
            assertThat(IntStream.of(all).filter(k -> holds(singles, k, level)))
                    .as("level %d", i)
                    .anyMatch(k -> singles.labels()[k] == label);
        }
    }

    private static boolean holds(RawPictures singles, int index, byte[] picture) {
        return Arrays.equals(singles.pixels(), index * 784, (index + 1) * 784, picture, 0, 784);
    }

    @Test
    void aStackIsTheSameAtEveryVisitAndMostKindsAreThere() {
        byte[] three = DIGITS.load(new int[] {3, 7, 9}).pixels();
        assertThat(DIGITS.load(new int[] {7}).pixels())
                .isEqualTo(Arrays.copyOfRange(three, 3 * 784, 6 * 784));
        RawPictures many = DIGITS.load(IntStream.range(0, 10_000).toArray());
        Set<Integer> kinds = new HashSet<>();
        for (int label : many.labels()) {
            kinds.add(label);
        }
        // 10,000 draws of 1,000 kinds leave out one in 22,000.
        assertThat(kinds).hasSize(1000);
    }

    @Test
    void opensByNameAndRefusesWhatCannotBeStacked() {
        assertThat(
                        Source.open("stacked:builtin:digits", PictureOptions.GUESS, Progress.SILENT)
                                .set())
                .isInstanceOf(StackedSet.class);
        assertThatThrownBy(() -> new StackedSet(DIGITS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected grey pictures");
        assertThatThrownBy(
                        () ->
                                Source.open(
                                        "stacked:builtin:ring8",
                                        PictureOptions.GUESS,
                                        Progress.SILENT))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ring8");
    }
}
