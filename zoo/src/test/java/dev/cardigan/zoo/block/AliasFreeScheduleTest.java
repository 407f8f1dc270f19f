package dev.cardigan.zoo.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ConfigException;
import dev.cardigan.zoo.block.AliasFreeSchedule.Band;
import dev.cardigan.zoo.block.AliasFreeSchedule.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layers of the paper's configurations. */
class AliasFreeScheduleTest {

    private static List<Band> paper(int side) {
        return AliasFreeSchedule.of(side, Plan.PAPER).bands();
    }

    @Test
    void ratesAndSizesAreThoseOfThePaperAt1024() {
        assertThat(paper(1024).stream().map(Band::rate))
                .containsExactly(
                        16, 16, 32, 32, 64, 128, 128, 256, 256, 512, 1024, 1024, 1024, 1024, 1024);
        assertThat(paper(1024).stream().map(Band::size))
                .containsExactly(
                        36, 36, 52, 52, 84, 148, 148, 276, 276, 532, 1044, 1044, 1044, 1024, 1024);
        assertThat(paper(1024).stream().map(band -> band.channels(32_768, 512)))
                .containsExactly(
                        512L, 512L, 512L, 512L, 512L, 512L, 512L, 323L, 203L, 128L, 81L, 51L, 32L,
                        32L, 32L);
    }

    @Test
    void ratesAndSizesAreThoseOfThePaperAt256() {
        assertThat(paper(256).stream().map(Band::rate))
                .containsExactly(
                        16, 16, 16, 32, 32, 64, 64, 128, 128, 128, 256, 256, 256, 256, 256);
        assertThat(paper(256).stream().map(Band::size).skip(12)).containsExactly(276, 256, 256);
    }

    @Test
    void frequenciesBeginAndEndAsThePaperSays() {
        Band first = paper(1024).get(0);
        assertThat(first.cutoff()).isEqualTo(2);
        assertThat(first.stopband()).isCloseTo(4.2871, within(1e-4));
        assertThat(first.halfWidth()).isCloseTo(8 - 2, within(1e-12));
        for (Band last : paper(1024).subList(12, 15)) {
            assertThat(last.critical()).isTrue();
            assertThat(last.cutoff()).isCloseTo(512, within(1e-9));
            assertThat(last.halfWidth()).isCloseTo(512 * (Math.pow(2, 0.3) - 1), within(1e-9));
        }
        List<Band> bands = paper(1024);
        for (int i = 1; i <= 12; i++) {
            double ratio = bands.get(i).cutoff() / bands.get(i - 1).cutoff();
            assertThat(ratio).isCloseTo(Math.pow(256, 1 / 12.0), within(1e-9));
        }
    }

    @Test
    void smallPicturesNeedFewLayersAndNeverMorePixelsThanTheyHave() {
        for (int side : new int[] {16, 32, 64}) {
            List<Band> bands = AliasFreeSchedule.of(side, new Plan(6, 2, 10)).bands();
            assertThat(bands).hasSize(7).allMatch(band -> band.rate() <= side);
            assertThat(bands).allMatch(band -> band.halfWidth() > 0);
            assertThat(bands.get(6).size()).isEqualTo(side);
        }
        assertThatThrownBy(() -> new Plan(2, 2, 10)).isInstanceOf(ConfigException.class);
    }
}
