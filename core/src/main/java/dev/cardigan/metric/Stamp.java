package dev.cardigan.metric;

/**
 * All that must be equal for two scores to be comparable.
 *
 * @param extractor its name; empty where pictures themselves were compared
 * @param extractorHash SHA-256 of its weights, in hex
 * @param resizer how pictures got its size
 * @param samples generated ones
 * @param realSamples real ones
 * @param split which part of the data the real ones are: {@code train}, {@code test}, {@code data}
 * @param dataHash fingerprint of the real data
 * @param weights what was sampled: {@code average}, {@code trained}, or {@code files}
 * @param seed of samples, subsets and intervals
 */
public record Stamp(
        String extractor,
        String extractorHash,
        String resizer,
        int samples,
        int realSamples,
        String split,
        String dataHash,
        String weights,
        long seed) {

    private static final int SHOWN = 12;
    private static final int THOUSAND = 1000;

    /** A score's name with its protocol: {@code fid10k_train_digits-net-v1}. */
    public String name(String measure) {
        String count =
                samples % THOUSAND == 0 && samples > 0
                        ? samples / THOUSAND + "k"
                        : Integer.toString(samples);
        String name = measure + count + "_" + split;
        return extractor.isEmpty() ? name : name + "_" + extractor;
    }

    /** One line. */
    public String inWords() {
        String seen =
                extractor.isEmpty()
                        ? "no extractor"
                        : "%s@%s, %s".formatted(extractor, shortened(extractorHash), resizer);
        return "%s; %d samples (%s) against %d of %s@%s; seed %d"
                .formatted(seen, samples, weights, realSamples, split, shortened(dataHash), seed);
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(SHOWN, hash.length()));
    }
}
