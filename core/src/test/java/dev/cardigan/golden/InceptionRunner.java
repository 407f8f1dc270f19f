package dev.cardigan.golden;

import dev.cardigan.metric.Inception;
import dev.cardigan.metric.InceptionNetwork.Trace;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Inception-v3 for FID: features and what is seen on the way, with weights by formula. */
final class InceptionRunner implements Runner {

    @Override
    public boolean takes(GoldenFile file) {
        return file.id().startsWith("Inception-v3 ");
    }

    @Override
    public String kind(GoldenFile file) {
        return "network Inception-v3";
    }

    @Override
    public Bound bound(GoldenFile file) {
        return Bound.ofNetwork(file);
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        try (Inception inception = Inception.of(weights(file.config()), "by formula")) {
            Trace trace = inception.trace(pictures(file, "input.images"));
            check(ledger, "output.block0.", trace.block0());
            check(ledger, "output.block1.", trace.block1());
            check(ledger, "output.block2.", trace.block2());
            ledger.check("output.features", trace.features());
            Tensor wide = inception.of(pictures(file, "input.wide")).features();
            ledger.check("output.features_wide", wide);
        }
    }

    /** Stored in [0, 1]. */
    private static Tensor pictures(GoldenFile file, String name) {
        return file.tensor(name).mul(2).sub(1);
    }

    private static void check(Ledger ledger, String name, Tensor block) {
        long height = block.size(2);
        long width = block.size(3);
        Tensor mean = block.mean(true, 2, 3);
        Tensor deviation = block.sub(mean).square().mean(false, 2, 3).sqrt();
        ledger.check(name + "channel_mean", mean.squeeze(3).squeeze(2));
        ledger.check(name + "channel_std", deviation);
        ledger.check(name + "centre", block.select(3, width / 2).select(2, height / 2));
        ledger.check(name + "corner", block.select(3, 0).select(2, 0));
    }

    private static Map<String, Tensor> weights(Config config) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Config line : config.children("fill")) {
            long[] shape =
                    Arrays.stream(line.wholes("shape")).mapToLong(length -> length).toArray();
            int count = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
            float[] values = new float[count];
            long k = line.whole("k") + (long) config.whole("k0");
            double offset = line.number("offset");
            double scale = line.number("scale");
            for (int i = 0; i < count; i++) {
                values[i] = (float) (offset + scale * (share(i, k) - 0.5));
            }
            weights.put(line.text("name"), Tensor.of(values, shape));
        }
        return weights;
    }

    /** The formula of the golden set: the same bits in every language. */
    private static double share(long i, long k) {
        long z = (i + 1) * 0x9E3779B97F4A7C15L + k * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z = z ^ (z >>> 31);
        return (z >>> 11) * 0x1p-53;
    }
}
