package dev.cardigan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ChartTest {

    private static final Pattern COORDINATE = Pattern.compile("-?\\d+(\\.\\d)?");

    @Test
    void drawsEverySeriesWithLegendAndTooltips() throws Exception {
        Document svg = Xml.parse(LineChart.of("Losses", twoLines(10)).svg());

        assertThat(texts(svg)).contains("Losses", "step", "up 9", "down -9");
        assertThat(Xml.ofClass(svg, "path", "line")).hasSize(2);
        List<Element> bands = Xml.ofClass(svg, "rect", "band");
        assertThat(bands).hasSize(10);
        assertThat(bands.get(3).getTextContent()).isEqualTo("step 3,000\nup: 3\ndown: -3");
    }

    @Test
    void drawsSmoothOverFaintRawValuesOnlyWhereItHelps() throws Exception {
        Document many = Xml.parse(LineChart.of("Many", twoLines(100)).withSmoothing().svg());
        Document few = Xml.parse(LineChart.of("Few", twoLines(10)).withSmoothing().svg());

        assertThat(Xml.ofClass(many, "path", "line")).hasSize(4);
        assertThat(Xml.ofClass(many, "path", "raw")).hasSize(2);
        assertThat(Xml.ofClass(few, "path", "raw")).isEmpty();
    }

    @Test
    void keepsALongRunShortAndInsideThePlot() throws Exception {
        List<Point> points =
                IntStream.range(0, 50_000).mapToObj(i -> new Point(i, Math.sin(i))).toList();
        String text = LineChart.of("Long", List.of(new Series("sine", points))).svg();
        Document svg = Xml.parse(text);

        assertThat(text.length()).isLessThan(60_000);
        assertThat(Xml.ofClass(svg, "rect", "band")).hasSize(60);
        String[] size = svg.getDocumentElement().getAttribute("viewBox").split(" ");
        String path = Xml.ofClass(svg, "path", "line").get(0).getAttribute("d");
        List<Double> numbers =
                COORDINATE.matcher(path).results().map(r -> Double.valueOf(r.group())).toList();
        assertThat(numbers).hasSizeGreaterThan(1000);
        assertThat(numbers).allMatch(n -> n >= 0 && n <= Double.parseDouble(size[2]));
    }

    @Test
    void breaksTheLineAtNanAndSaysSo() throws Exception {
        List<Point> points = new ArrayList<>(line(5, 1));
        points.set(2, new Point(2000, Double.NaN));
        Document svg = Xml.parse(LineChart.of("Broken", List.of(new Series("x", points))).svg());

        String path = Xml.ofClass(svg, "path", "line").get(0).getAttribute("d");
        assertThat(path.chars().filter(c -> c == 'M')).hasSize(2);
        assertThat(path).doesNotContain("NaN");
        assertThat(texts(svg)).contains("not shown: 1 not finite");
    }

    @Test
    void countsWhatALogarithmicAxisCannotShow() throws Exception {
        List<Series> series =
                List.of(
                        new Series(
                                "loss",
                                List.of(
                                        new Point(0, 0.01),
                                        new Point(1, 0),
                                        new Point(2, -3),
                                        new Point(3, 100))));
        Document svg = Xml.parse(LineChart.of("Log", series).withLogarithmicValues().svg());

        assertThat(texts(svg))
                .contains("0.01", "0.1", "1", "10", "100", "not shown: 2 at or below 0");
    }

    @Test
    void writesTheUnitOfItsValues() throws Exception {
        List<Series> accuracy = List.of(new Series("real", List.of(new Point(1, 0.5))));
        List<Series> memory =
                List.of(new Series("native", List.of(new Point(1, 0), new Point(2, 2e9))));

        assertThat(texts(Xml.parse(LineChart.of("A", accuracy).withUnit(Unit.FRACTION).svg())))
                .contains("0%", "100%", "real 50%");
        assertThat(texts(Xml.parse(LineChart.of("M", memory).withUnit(Unit.BYTES).svg())))
                .contains("500 MB", "1.5 GB", "native 2 GB");
    }

    @Test
    void survivesNothingAndNonsense() throws Exception {
        List<Point> nonsense = List.of(new Point(1, Double.NaN), new Point(2, Double.NaN));

        assertThat(texts(Xml.parse(LineChart.of("Empty", List.of()).svg()))).contains("Empty");
        assertThat(LineChart.of("N", List.of(new Series("n", nonsense))).svg())
                .contains("not shown: 2 not finite");
        assertThat(texts(Xml.parse(ScatterChart.of("No points", List.of()).svg())))
                .contains("No points");
    }

    @Test
    void escapesNames() throws Exception {
        String name = "<script>&\"'\u0000";
        Document svg = Xml.parse(LineChart.of(name, List.of(new Series(name, line(2, 1)))).svg());

        assertThat(Xml.elements(svg, "script")).isEmpty();
        assertThat(texts(svg)).contains("<script>&\"'\uFFFD");
    }

    @Test
    void scatterKeepsARingRound() throws Exception {
        List<Point> ring =
                List.of(new Point(-2, 0), new Point(2, 0), new Point(0, 1), new Point(0, -1));
        Document svg =
                Xml.parse(
                        ScatterChart.of(
                                        "ring",
                                        List.of(
                                                new Series("real", ring),
                                                new Series(
                                                        "generated",
                                                        List.of(new Point(0, Double.NaN)))))
                                .svg());
        String path = Xml.ofClass(svg, "path", "series-0").get(0).getAttribute("d");
        List<Double> at =
                COORDINATE
                        .matcher(path.replace("h0", ""))
                        .results()
                        .map(r -> Double.valueOf(r.group()))
                        .toList();

        assertThat(at).hasSize(8);
        double wide = at.get(2) - at.get(0);
        double high = at.get(7) - at.get(5);
        assertThat(wide / high).isBetween(1.99, 2.01);
        assertThat(texts(svg)).contains("real 4", "generated 1, not finite 1");
    }

    private static List<Series> twoLines(int count) {
        return List.of(new Series("up", line(count, 1)), new Series("down", line(count, -1)));
    }

    private static List<Point> line(int count, double slope) {
        return IntStream.range(0, count).mapToObj(i -> new Point(1000 * i, slope * i)).toList();
    }

    private static List<String> texts(Document svg) {
        return Xml.elements(svg, "text").stream().map(Element::getTextContent).toList();
    }
}
