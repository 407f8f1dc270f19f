package dev.cardigan.data;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The toy distributions of the GAN papers: 100,000 points each, never stored; point i is computed
 * from (seed, i) alone, with the same bits on every machine. Take another seed for held-out points.
 */
public final class Toy2d implements Dataset<RawPoints> {

    /** How many points each distribution has. */
    public static final int SIZE = 100_000;

    /** The names the command line knows, each after {@code builtin:}. */
    public static final List<String> NAMES =
            List.of("ring8", "ring8-unit", "grid25", "swissroll", "two-gaussians");

    /** What the swiss roll is divided by after noise was added (Gulrajani et al. 2017, code). */
    public static final double SWISS_ROLL_SCALE = 7.5;

    /** Standard deviation along each axis of the swiss roll's noise, after the division. */
    public static final double SWISS_ROLL_SIGMA = 0.25 / SWISS_ROLL_SCALE;

    private static final String PREFIX = "builtin:";

    private final String name;
    private final long seed;
    private final Optional<Mixture> mixture;

    private Toy2d(String name, long seed, Optional<Mixture> mixture) {
        this.name = PREFIX + name;
        this.seed = seed;
        this.mixture = mixture;
    }

    /** Eight modes at equal angles on a circle of radius 2, sigma 0.02. */
    public static Toy2d ring8(long seed) {
        return ring("ring8", 2, 0.02, seed);
    }

    /** Eight modes at equal angles on a circle of radius 1, sigma 0.01: PacGAN's. */
    public static Toy2d ring8Unit(long seed) {
        return ring("ring8-unit", 1, 0.01, seed);
    }

    private static Toy2d ring(String name, double radius, double sigma, long seed) {
        List<List<Double>> centres = new ArrayList<>();
        for (int mode = 0; mode < 8; mode++) {
            // An eighth of the circle each; a well-known notebook closes the circle and so has one
            // mode twice.
            double angle = 2 * StrictMath.PI * mode / 8;
            centres.add(List.of(radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)));
        }
        return new Toy2d(name, seed, Optional.of(new Mixture(centres, sigma)));
    }

    /** Twenty-five modes on the grid {-4, -2, 0, 2, 4} x {-4, -2, 0, 2, 4}, sigma 0.05. */
    public static Toy2d grid25(long seed) {
        List<List<Double>> centres = new ArrayList<>();
        for (double x = -4; x <= 4; x += 2) {
            for (double y = -4; y <= 4; y += 2) {
                centres.add(List.of(x, y));
            }
        }
        return new Toy2d("grid25", seed, Optional.of(new Mixture(centres, 0.05)));
    }

    /**
     * A flat spiral: t cos t, t sin t for t uniform in [1.5 pi, 4.5 pi], noise 0.25 along each
     * axis, all divided by 7.5. One class, no mixture.
     */
    public static Toy2d swissRoll(long seed) {
        return new Toy2d("swissroll", seed, Optional.empty());
    }

    /** Two modes on a line, at -2 and 2, sigma 0.5: points of one dimension. */
    public static Toy2d twoGaussians(long seed) {
        List<List<Double>> centres = List.of(List.of(-2.0), List.of(2.0));
        return new Toy2d("two-gaussians", seed, Optional.of(new Mixture(centres, 0.5)));
    }

    /**
     * The distribution of a name, with or without {@code builtin:} before it.
     *
     * @throws ConfigException where there is no such name
     */
    public static Toy2d of(String name, long seed) {
        String bare = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        return switch (bare) {
            case "ring8" -> ring8(seed);
            case "ring8-unit" -> ring8Unit(seed);
            case "grid25" -> grid25(seed);
            case "swissroll" -> swissRoll(seed);
            case "two-gaussians" -> twoGaussians(seed);
            default -> throw unknown(name);
        };
    }

    static ConfigException unknown(String name) {
        return new ConfigException(
                "There is no toy data set '%s': expected one of %s."
                        .formatted(name, String.join(", ", NAMES)));
    }

    /** The exact law of the points; empty for the swiss roll, which is no mixture. */
    public Optional<Mixture> mixture() {
        return mixture;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public SampleShape shape() {
        return SampleShape.points(dimensions());
    }

    /** One class per mode, named by its number from 0. */
    @Override
    public List<String> classes() {
        int modes = mixture.map(Mixture::modes).orElse(1);
        return IntStream.range(0, modes).mapToObj(Integer::toString).toList();
    }

    /** SHA-256 of all parameters. */
    @Override
    public String fingerprint() {
        String law = mixture.map(Mixture::exactly).orElse("scale " + SWISS_ROLL_SCALE);
        // The number is that of the way of drawing; raise it when the points of a seed change.
        return Hashes.sha256("toy 1 %s size %d seed %d %s".formatted(name, SIZE, seed, law));
    }

    /**
     * Computes points [n, dimensions] and the modes [n] they come from.
     *
     * @throws DataException where an index lies outside 0 .. size - 1
     */
    @Override
    public RawPoints load(int[] indices) {
        int dimensions = dimensions();
        float[] values = new float[indices.length * dimensions];
        int[] labels = new int[indices.length];
        double[] point = new double[dimensions];
        for (int i = 0; i < indices.length; i++) {
            Draws draws = Draws.of(seed, Samples.checked(indices[i], SIZE, name));
            labels[i] = draw(draws, point);
            for (int axis = 0; axis < dimensions; axis++) {
                values[i * dimensions + axis] = (float) point[axis];
            }
        }
        return new RawPoints(values, labels, indices.length, dimensions);
    }

    private int dimensions() {
        return mixture.map(Mixture::dimensions).orElse(2);
    }

    private int draw(Draws draws, double[] point) {
        if (mixture.isPresent()) {
            return mixture.get().draw(draws, point);
        }
        double angle = StrictMath.PI * draws.uniform(1.5, 4.5);
        double radius = angle / SWISS_ROLL_SCALE;
        point[0] = radius * StrictMath.cos(angle) + SWISS_ROLL_SIGMA * draws.normal();
        point[1] = radius * StrictMath.sin(angle) + SWISS_ROLL_SIGMA * draws.normal();
        return 0;
    }
}
