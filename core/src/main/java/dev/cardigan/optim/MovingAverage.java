package dev.cardigan.optim;

import dev.cardigan.error.ConfigException;
import dev.cardigan.error.Require;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.TensorList;
import dev.cardigan.tensor.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A running average of a network's weights, which samples better than the weights themselves.
 * Buffers (running statistics) are copied. Karras et al. 2020, https://arxiv.org/abs/2006.06676.
 */
public final class MovingAverage implements AutoCloseable {

    /** How fast the average follows. */
    public sealed interface Pace {

        /**
         * @param seen pictures seen before this step
         */
        double keep(long seen, long batch);

        /** Keeps a fixed share of the average at every step. */
        record Fixed(double keep) implements Pace {
            public Fixed {
                Require.part("average.keep", keep);
            }

            @Override
            public double keep(long seen, long batch) {
                return keep;
            }
        }

        /**
         * Forgets half within {@code pictures}, or within {@code rampUp} times the pictures seen so
         * far where that is less.
         *
         * @param rampUp 0 for none
         */
        record HalfLife(double pictures, double rampUp) implements Pace {
            public HalfLife {
                if (!(pictures > 0) || rampUp < 0) {
                    throw new ConfigException(
                            "average half-life: expected pictures > 0 and rampUp >= 0, found "
                                    + pictures
                                    + ", "
                                    + rampUp);
                }
            }

            @Override
            public double keep(long seen, long batch) {
                double half = rampUp == 0 ? pictures : Math.min(pictures, seen * rampUp);
                return Math.pow(0.5, batch / Math.max(half, 1e-8));
            }
        }
    }

    private final Pace pace;
    private final Map<String, Tensor> averages;
    private final TensorList averaged;
    private final TensorList followed;
    private final List<Tensor> buffers;
    private final List<Tensor> bufferAverages;

    private MovingAverage(Pace pace, Object network) {
        this.pace = pace;
        Map<String, Parameter> parameters = Tree.leaves(network, Parameter.class);
        Map<String, Buffer> kept = Tree.leaves(network, Buffer.class);
        this.averages = new LinkedHashMap<>();
        Tree.weights(network).forEach((name, weight) -> averages.put(name, copy(weight)));
        this.averaged = TensorList.kept(parameters.keySet().stream().map(averages::get).toList());
        this.followed =
                TensorList.kept(parameters.values().stream().map(Parameter::value).toList());
        this.buffers = kept.values().stream().map(Buffer::value).toList();
        this.bufferAverages = kept.keySet().stream().map(averages::get).toList();
    }

    private static Tensor copy(Tensor weight) {
        return Scope.kept(() -> weight.detach().clone(true));
    }

    public static MovingAverage of(Object network, Pace pace) {
        return new MovingAverage(pace, network);
    }

    /** The averaged weights by name. */
    public Map<String, Tensor> averages() {
        return averages;
    }

    /**
     * Follows the weights by one step of {@code batch} pictures, with {@code seen} pictures before
     * it.
     */
    public void follow(long seen, long batch) {
        averaged.approach(followed, 1 - pace.keep(seen, batch));
        for (int i = 0; i < buffers.size(); i++) {
            bufferAverages.get(i).set(buffers.get(i));
        }
    }

    @Override
    public void close() {
        averaged.release();
        followed.release();
        Scope.release(averages);
    }
}
