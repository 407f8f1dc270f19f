package dev.cardigan.golden;

import dev.cardigan.nn.FirFilter;
import dev.cardigan.nn.FirResample;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Filtered resampling: every case with its filter, result and gradient. */
final class FirResampleRunner implements Runner {

    private static final int SHORT = 8;

    @Override
    public boolean takes(GoldenFile file) {
        return file.id().startsWith("upfirdn2d, ");
    }

    @Override
    public String kind(GoldenFile file) {
        return "network filtered resampling";
    }

    @Override
    public Bound bound(GoldenFile file) {
        return Bound.ofNetwork(file);
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        for (Config each : file.config().children("cases")) {
            String name = each.text("name");
            FirFilter filter = filter(each);
            ledger.check("output.filter." + name, kept(filter, each));
            Tensor x = file.tensor("input." + each.text("x")).requireGradient(true);
            Tensor made = resample(filter, each).forward(x);
            ledger.check("output." + name, made.detach());
            Tensor scalar = made.mul(file.tensor("input.cotangent." + name)).sum();
            ledger.check("grad." + name + ".x", Gradient.of(scalar, List.of(x), false).get(0));
        }
    }

    private static FirFilter filter(Config each) {
        Config setup = each.child("setup");
        FirFilter filter = raw(each, !setup.has("normalize") || setup.flag("normalize"));
        filter = filter.times(setup.number("gain", 1));
        return setup.flag("flip_filter") ? filter.flipped() : filter;
    }

    private static FirFilter raw(Config each, boolean normalised) {
        if (!each.has("filter")) {
            return FirFilter.of(1);
        }
        List<?> written = (List<?>) each.values().get("filter");
        if (written.get(0) instanceof List) {
            List<List<Double>> rows = new ArrayList<>();
            written.forEach(row -> rows.add(numbers((List<?>) row)));
            double sum = rows.stream().flatMap(List::stream).mapToDouble(x -> x).sum();
            return new FirFilter.Plane(rows).times(normalised ? 1 / sum : 1);
        }
        List<Double> taps = numbers(written);
        return normalised
                ? FirFilter.of(taps.stream().mapToDouble(x -> x).toArray())
                : new FirFilter.Separable(taps);
    }

    private static List<Double> numbers(List<?> written) {
        return written.stream().map(number -> ((Number) number).doubleValue()).toList();
    }

    /** The reference keeps short filters as planes; the same filter in another form. */
    private static Tensor kept(FirFilter filter, Config each) {
        boolean asRow = each.child("setup").flag("separable") || filter.width() >= SHORT;
        if (asRow && filter instanceof FirFilter.Separable separable) {
            double[] taps = separable.taps().stream().mapToDouble(x -> x).toArray();
            return Tensor.of(taps, taps.length);
        }
        return filter.plane();
    }

    private static FirResample resample(FirFilter filter, Config each) {
        Config given = each.child("args");
        FirFilter gained = filter.times(given.number("gain", 1));
        FirFilter used = given.flag("flip_filter") ? gained.flipped() : gained;
        int[] up = pair(given, "up", each.text("op").equals("upsample2d") ? 2 : 1);
        int[] down = pair(given, "down", each.text("op").equals("downsample2d") ? 2 : 1);
        int[] border = border(given);
        FirResample plain =
                switch (each.text("op")) {
                    case "upsample2d" -> FirResample.upsample(used, up[0], up[1]);
                    case "downsample2d" -> FirResample.downsample(used, down[0], down[1]);
                    case "filter2d" -> FirResample.smooth(used);
                    case "upfirdn2d" ->
                            new FirResample(
                                    used,
                                    new FirResample.Axis(up[0], 0, 0, down[0]),
                                    new FirResample.Axis(up[1], 0, 0, down[1]));
                    default -> throw new IllegalArgumentException(each.text("op"));
                };
        return plain.padded(border[0], border[1], border[2], border[3]);
    }

    /** A number for both directions, or one for x and one for y. */
    private static int[] pair(Config given, String key, int otherwise) {
        if (!given.has(key)) {
            return new int[] {otherwise, otherwise};
        }
        return given.values().get(key) instanceof List<?> list
                ? new int[] {whole(list.get(0)), whole(list.get(1))}
                : new int[] {given.whole(key), given.whole(key)};
    }

    private static int[] border(Config given) {
        if (given.values().get("padding") instanceof List<?> list && list.size() == 4) {
            return list.stream().mapToInt(FirResampleRunner::whole).toArray();
        }
        int[] both = pair(given, "padding", 0);
        return new int[] {both[0], both[0], both[1], both[1]};
    }

    private static int whole(Object number) {
        return ((Number) number).intValue();
    }
}
