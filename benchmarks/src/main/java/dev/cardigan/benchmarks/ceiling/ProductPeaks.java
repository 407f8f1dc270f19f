package dev.cardigan.benchmarks.ceiling;

import dev.cardigan.benchmarks.harness.Window;
import dev.cardigan.benchmarks.work.Flops;
import dev.cardigan.benchmarks.work.Mlp128;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Matrix products, into memory that is already there. */
final class ProductPeaks {

    /** The hidden layers of the 128-wide networks: forward, and backward into the weights. */
    static final ProductPeaks NARROW =
            new ProductPeaks(
                    "product 128",
                    List.of(
                            new Shape(Mlp128.BATCH, Mlp128.WIDTH, Mlp128.WIDTH),
                            new Shape(Mlp128.WIDTH, Mlp128.BATCH, Mlp128.WIDTH)));

    /** One that is large and square. */
    static final ProductPeaks LARGE =
            new ProductPeaks("product 1024", List.of(new Shape(1024, 1024, 1024)));

    private final String measure;
    private final List<Shape> shapes;

    private ProductPeaks(String measure, List<Shape> shapes) {
        this.measure = measure;
        this.shapes = shapes;
    }

    /** The best of these shapes, in GFLOP/s, after about {@code budget} seconds. */
    Window measure(Precision precision, double budget) {
        long started = System.nanoTime();
        Peak best = peak(shapes.get(0), precision, budget / shapes.size());
        for (Shape shape : shapes.subList(1, shapes.size())) {
            best = Peak.faster(best, peak(shape, precision, budget / shapes.size()));
        }
        double elapsed = (System.nanoTime() - started) / 1e9;
        String name = measure + " " + precision.label();
        return Window.ended(name, best.rate(), "GFLOP/s", elapsed, best.label());
    }

    // Scope and guard work by being open; nothing in the block has to name them.
    @SuppressWarnings("try")
    private static Peak peak(Shape shape, Precision precision, double budget) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGradients = new NoGradGuard()) {
            Tensor left = torch.randn(shape.rows, shape.inner).to(precision.type());
            Tensor right = torch.randn(shape.inner, shape.columns).to(precision.type());
            Tensor product = torch.zeros(shape.rows, shape.columns).to(precision.type());
            String label =
                    "[%d, %d] x [%d, %d], %d torch threads"
                            .formatted(
                                    shape.rows,
                                    shape.inner,
                                    shape.inner,
                                    shape.columns,
                                    torch.get_num_threads());
            long flops = Flops.product(shape.rows, shape.inner, shape.columns);
            return Peak.of(label, flops, budget, () -> torch.mm_out(product, left, right));
        }
    }

    private record Shape(long rows, long inner, long columns) {}
}
