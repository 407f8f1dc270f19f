package dev.cardigan.zoo.block;

import dev.cardigan.nn.Conditional;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.Sequential;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A discriminator on pairs: both parts are looked at alone, then together.
 *
 * @param onSample from samples to [batch, a]
 * @param onCode from codes to [batch, b]
 * @param onBoth from [batch, a + b] to scores [batch, 1]
 */
public record PairJudge(Layer onSample, Layer onCode, Layer onBoth) implements Conditional<Tensor> {

    /**
     * Both parts in as many values each, then one hidden layer of that width.
     *
     * @param onSample from samples to [batch, hidden]
     * @param code values of a code
     * @param cures the part on both is built with: packs are of pairs
     */
    public static PairJudge of(
            Layer onSample, long code, long hidden, Cures cures, Initializer initializer) {
        LeakyRelu bent = new LeakyRelu(0.2);
        Sequential onCode = Sequential.of(Linear.of(code, hidden, initializer), bent);
        List<Layer> onBoth = new ArrayList<>();
        onBoth.add(Linear.of(cures.begin(onBoth, 2 * hidden), hidden, initializer));
        onBoth.add(bent);
        long features = cures.compared(onBoth, cures.spread(onBoth, hidden), initializer);
        onBoth.add(Linear.of(features, 1, initializer));
        return new PairJudge(Sequential.of(onSample, bent), onCode, new Sequential(onBoth));
    }

    @Override
    public Tensor forward(Tensor samples, Tensor codes) {
        return onBoth.forward(onSample.forward(samples).cat(1, onCode.forward(codes)));
    }
}
