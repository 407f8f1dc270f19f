package dev.cardigan.golden;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cases that need code this project does not have yet, or that another test runs. Whoever adds
 * that code adds a runner and removes the line: a line that covers a case with a runner fails.
 *
 * @param ids what the whole {@code case} or {@code architecture} looks like
 * @param reason what is missing
 */
record NotYet(Pattern ids, String reason) {

    /** Run by {@code ZooGoldenTest}, which fails for a case of this line without a runner there. */
    private static final String IN_ZOO = "run by the golden test of the zoo";

    static final List<NotYet> REGISTRY =
            List.of(
                    of("(CycleGAN|pix2pix)[ :].*", IN_ZOO),
                    of("ESRGAN RRDBNet, .*|SRGAN .*|SRResNet .*", IN_ZOO),
                    of("HiFi-GAN .*|Log-mel .*HiFi-GAN", "audio is not written"),
                    of("R3GAN, .*", IN_ZOO),
                    of("StyleGAN2 .*", IN_ZOO),
                    of("mode_specific_normalisation|tabular_fidelity", "tables are not written"));

    private static NotYet of(String ids, String reason) {
        return new NotYet(Pattern.compile(ids), reason);
    }

    /** Whether the zoo's test must have a runner for its cases. */
    boolean isForTheZoo() {
        return reason.equals(IN_ZOO);
    }

    boolean covers(GoldenFile file) {
        return ids.matcher(file.id()).matches();
    }

    static Optional<NotYet> covering(GoldenFile file) {
        return REGISTRY.stream().filter(line -> line.covers(file)).findFirst();
    }
}
