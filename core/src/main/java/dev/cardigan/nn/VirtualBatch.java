package dev.cardigan.nn;

import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Tensor;

/**
 * A network that always sees a reference batch, chosen once, before the samples it is given; what
 * it makes of the reference is dropped. For networks with {@link VirtualBatchNorm}.
 *
 * @param reference inputs [count, ..]
 */
public record VirtualBatch(Layer body, Buffer reference) implements Layer {

    public static VirtualBatch of(Layer body, Tensor reference) {
        return new VirtualBatch(body, new Buffer(reference));
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor fixed = reference.value();
        return body.forward(fixed.cat(0, x)).narrow(0, fixed.size(0), x.size(0));
    }
}
