package dev.cardigan.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.error.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Largest distance of the response from {@code wanted} over a band, 200 steps a cycle. */
    private static double ripple(KaiserLowPass design, double wanted, double from, double to) {
        double worst = 0;
        for (int i = 0; i <= Math.round((to - from) * 200); i++) {
            worst = Math.max(worst, Math.abs(response(design, from + i / 200.0) - wanted));
        }
        return worst;
    }

    /**
     * A windowed sinc errs by the same delta on both sides of its cut-off, with the attenuation -20
     * log10(delta). Scaling to sum 1 moves the pass band by the error at 0, at most delta: twice
     * the ripple of the stop band bounds it. Kaiser's formula for delta is a fit, good to 1.3 here.
     */
    @ParameterizedTest
    @ValueSource(ints = {24, 36, 48, 64})
    void passesWhatIsLowHalvesTheCutoffAndStopsAsMuchAsPredicted(int count) {
        KaiserLowPass design = new KaiserLowPass(count, 4, 2, 32);
        double promised = Math.pow(10, -design.attenuation() / 20);
        double stopped = ripple(design, 0, 6, 16);
        assertThat(response(design, 4)).isCloseTo(0.5, within(0.01));
        assertThat(stopped).isLessThan(1.3 * promised);
        assertThat(ripple(design, 1, 0, 2)).isLessThan(2 * stopped);
    }

    @Test
    void impossibleFiltersAreRefused() {
        assertThatThrownBy(() -> new KaiserLowPass(12, 17, 2, 32))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("cut-off 17.0");
    }
}
