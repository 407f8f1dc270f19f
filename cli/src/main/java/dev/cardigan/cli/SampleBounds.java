package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import java.util.Arrays;

/** How many samples are drawn at once: their latents, labels and text lie in Java's memory. */
final class SampleBounds {

    private static final long MOST_SAMPLES = 1_000_000;

    /** Latents take at most one part of Java's memory in so many. */
    private static final int SHARE = 8;

    private SampleBounds() {}

    /**
     * @param one the shape of one latent, [1, ..]
     * @param askedClasses of which each gets as many samples; 0 for none
     * @throws ConfigException naming the option that asks for too many
     */
    static void check(SampleRequest request, long[] one, int askedClasses) {
        if (request.latents().isPresent()) {
            return; // they fit into a file
        }
        int each =
                request.strip()
                        .map(SampleRequest.Strip::frames)
                        .orElseGet(() -> request.countFor(askedClasses));
        long size = Arrays.stream(one).reduce(1, Math::multiplyExact);
        long room = Runtime.getRuntime().maxMemory() / SHARE / Float.BYTES / size;
        long most = Math.min(MOST_SAMPLES, room);
        long total = (long) each * Math.max(1, askedClasses);
        if (total > most) {
            boolean strip = request.strip().isPresent();
            throw new ConfigException(
                    "%s: expected at most %,d samples at once, found %,d; %s"
                            .formatted(
                                    strip ? "--frames" : "--count",
                                    most,
                                    total,
                                    strip
                                            ? "ask for fewer"
                                            : "draw them in parts, each with another --seed"));
        }
    }
}
