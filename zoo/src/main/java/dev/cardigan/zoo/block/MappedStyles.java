package dev.cardigan.zoo.block;

import dev.cardigan.adversarial.Styled;
import dev.cardigan.nn.Conditional;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.StyledConvolution.Noise;
import java.util.List;
import java.util.Optional;

/** A generator made of a mapping network and a synthesis: its styles are theirs. */
interface MappedStyles<C> extends Conditional<C>, Styled {

    StyleMapping mapping();

    Synthesis synthesis();

    /** Where mixing and noise are drawn from. */
    RandomSource random();

    @Override
    default int layers() {
        return Math.toIntExact(synthesis().styles());
    }

    @Override
    default long styleLength() {
        return mapping().length();
    }

    @Override
    default Tensor map(Tensor latents, Tensor classes) {
        return mapping().of(Optional.of(latents), mapping().classes().map(classes::oneHot));
    }

    @Override
    default Tensor meanStyle() {
        return mapping().mean().orElseThrow().value();
    }

    @Override
    default Tensor paint(Tensor styles, List<Tensor> noises) {
        return noises.isEmpty()
                ? synthesis().of(styles, Noise.CONSTANT, random())
                : synthesis().of(styles, Noise.RANDOM, new WrittenNoise(noises));
    }

    @Override
    default List<Tensor> noises() {
        return synthesis().noises();
    }

    @Override
    default List<Tensor> readings() {
        return synthesis().readings();
    }
}
