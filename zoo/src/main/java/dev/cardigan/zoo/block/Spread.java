package dev.cardigan.zoo.block;

import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Tensor;

/** Sums of maps and something smaller that is spread over them, such as a bias or noise. */
final class Spread {

    /** Values in one register, 512 bits. */
    private static final long REGISTER = 32;

    private Spread() {}

    /**
     * In the type of the maps.
     *
     * @param maps [batch, channels, height, width]
     * @param term broadcasts to that
     */
    static Tensor add(Tensor maps, Tensor term) {
        Tensor alike = term.to(maps.dtype());
        // libtorch adds what is broadcast in bfloat16 value by value where the channels do not
        // fill a register; spread out before, it takes an eighth of the time.
        boolean narrow = maps.dtype() == DType.BF16 && maps.isOnCpu() && maps.size(1) < REGISTER;
        return maps.add(narrow ? alike.expand(maps.shape()).channelsLast() : alike);
    }
}
