package dev.cardigan.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The filter's numbers against closed forms. */
class KaiserLowPassTest {

    private static List<Double> taps(KaiserLowPass design) {
        return ((FirFilter.Separable) design.filter()).taps();
    }

    /** Size of the response at a frequency. */
    private static double response(KaiserLowPass design, double frequency) {
        List<Double> taps = taps(design);
        double middle = (taps.size() - 1) / 2.0;
        double sum = 0;
        for (int i = 0; i < taps.size(); i++) {
            sum += taps.get(i) * Math.cos(2 * Math.PI * frequency / design.rate() * (i - middle));
        }
        return Math.abs(sum);
    }

    @Test
    void shapesFollowKaisersFormulas() {
        assertThat(KaiserLowPass.beta(20.9)).isZero();
        assertThat(KaiserLowPass.beta(21)).isZero();
        assertThat(KaiserLowPass.beta(60)).isCloseTo(5.65326, within(1e-9));
        // The two branches meet at 50 dB, as far as Kaiser's constants do.
        assertThat(KaiserLowPass.beta(50)).isCloseTo(KaiserLowPass.beta(50.0001), within(0.03));
        // 12 taps, a transition of a quarter of the band.
        double expected = 2.285 * 11 * Math.PI * 0.25 + 7.95;
        assertThat(new KaiserLowPass(12, 4, 2, 32).attenuation()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void besselIsThatOfTheTables() {
        assertThat(KaiserLowPass.bessel(0)).isEqualTo(1);
        assertThat(KaiserLowPass.bessel(1)).isCloseTo(1.2660658777520084, within(1e-14));
        assertThat(KaiserLowPass.bessel(5)).isCloseTo(27.239871823604442, within(1e-12));
    }

    @Test
    void brightnessStaysAndTapsAreSymmetric() {
        for (int count : new int[] {1, 6, 12, 24}) {
            List<Double> taps = taps(new KaiserLowPass(count, 4, 3, 32));
            assertThat(taps.stream().mapToDouble(Double::doubleValue).sum())
                    .isCloseTo(1, within(1e-12));
            for (int i = 0; i < count; i++) {
                assertThat(taps.get(i)).isCloseTo(taps.get(count - 1 - i), within(1e-15));
            }
        }
    }

    @Test
    void passesWhatIsLowHalvesTheCutoffAndStopsAsMuchAsPredicted() {
        KaiserLowPass design = new KaiserLowPass(48, 4, 2, 32);
        double promised = Math.pow(10, -design.attenuation() / 20);
        assertThat(response(design, 4)).isCloseTo(0.5, within(0.01));
        // Scaling to sum 1 moves all of the pass band by the error at 0: one promise more.
        for (double low = 0; low <= 2; low += 0.25) {
            assertThat(response(design, low)).isCloseTo(1, within(3 * promised));
        }
        // The formula is a fit: twice its promise holds all over the stop band.
        for (double high = 6; high <= 16; high += 0.25) {
            assertThat(response(design, high)).isLessThan(2 * promised);
        }
    }

    @Test
    void impossibleFiltersAreRefused() {
        assertThatThrownBy(() -> new KaiserLowPass(12, 17, 2, 32))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("cut-off 17.0");
    }
}
