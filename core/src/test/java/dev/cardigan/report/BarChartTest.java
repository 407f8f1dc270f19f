package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cardigan.report.BarChart.Bar;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class BarChartTest {

    @Test
    void barsAreAsLongAsTheirValuesAndShowTheirSpread() throws Exception {
        List<Bar> bars =
                List.of(new Bar("fast & wide", 0.5, 0.8, 1), new Bar("slow", 0.1, 0.2, 0.2));
        Document svg =
                Xml.parse(BarChart.of("Speed", bars, Unit.FRACTION, "share of the peak").svg());

        List<Element> drawn = Xml.ofClass(svg, "rect", "bar");
        assertThat(drawn).hasSize(2);
        assertThat(number(drawn.get(0), "width"))
                .isCloseTo(4 * number(drawn.get(1), "width"), within(0.3));
        assertThat(drawn.get(0).getTextContent()).isEqualTo("fast & wide: 80%, 50% to 100%");
        List<Element> whiskers = Xml.ofClass(svg, "line", "whisker");
        double left = number(drawn.get(0), "x");
        assertThat(number(whiskers.get(0), "x2") - left)
                .isCloseTo(number(drawn.get(0), "width") / 0.8, within(0.3));
        assertThat(svg.getDocumentElement().getTextContent()).contains("share of the peak", "slow");
    }

    @Test
    void valueOutsideItsSpreadIsRefused() {
        assertThatThrownBy(() -> new Bar("odd", 2, 1, 3)).hasMessageContaining("bar odd");
        assertThatThrownBy(() -> new Bar("odd", 0, 1, Double.NaN)).hasMessageContaining("NaN");
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
