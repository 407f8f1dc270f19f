package dev.cardigan.zoo.official;

import dev.cardigan.zoo.block.OfficialNames;

/** Names that follow from how PyTorch names the parts of a module. */
final class TorchNames {

    /** Layers in a row have numbers only; running statistics their own spelling. */
    static final OfficialNames PLAIN =
            OfficialNames.of("(^|\\.)layers\\.", "$1")
                    .and("runningMean$", "running_mean")
                    .and("runningVariance$", "running_var");

    /** The same, where a residual is a module of its own. */
    static final OfficialNames RESIDUAL = PLAIN.and("\\.inner\\.", ".conv_block.");

    private TorchNames() {}
}
