package dev.cardigan.benchmarks;

import dev.cardigan.benchmarks.cardigan.CardiganLoop;
import dev.cardigan.benchmarks.harness.Contestant;
import dev.cardigan.benchmarks.harness.NativeEnvironment;
import java.util.List;
import java.util.Locale;

/**
 * One DCGAN training.
 *
 * @param batch pictures in a batch
 * @param side of the pictures, in pixels
 * @param width channels at the largest resolution
 * @param accumulate batches whose gradients make one update
 */
record GrowthPoint(int batch, int side, int width, int accumulate) {

    /** A training of almost nothing: its memory is the JVM's and the engine's own. */
    static final GrowthPoint FLOOR = new GrowthPoint(1, 16, 1, 1);

    /** What is made larger while the two others stay. */
    enum Axis {
        BATCH,
        SIDE,
        WIDTH;

        /** The point with another value on this axis. */
        GrowthPoint at(GrowthPoint base, int value) {
            return switch (this) {
                case BATCH -> new GrowthPoint(value, base.side, base.width, base.accumulate);
                case SIDE -> new GrowthPoint(base.batch, value, base.width, base.accumulate);
                case WIDTH -> new GrowthPoint(base.batch, base.side, value, base.accumulate);
            };
        }

        int of(GrowthPoint point) {
            return switch (this) {
                case BATCH -> point.batch;
                case SIDE -> point.side;
                case WIDTH -> point.width;
            };
        }

        String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String name() {
        String batches = accumulate == 1 ? "" : accumulate + " x ";
        return "batch %s%d, %d px, width %d".formatted(batches, batch, side, width);
    }

    /** Floating-point operations an image. */
    double flops() {
        return Yardsticks.dcgan(side, width).flopsPerUnit();
    }

    Contestant contestant(int cores) {
        return Contestant.of(
                name(),
                CardiganLoop.class,
                List.of(
                        "dcgan64",
                        "--batch=" + batch,
                        "--side=" + side,
                        "--width=" + width,
                        "--accumulate=" + accumulate),
                NativeEnvironment.of(cores, 1),
                Yardsticks.dcgan(side, width));
    }
}
