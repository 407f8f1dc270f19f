package dev.cardigan.peers.tensorflow;

import dev.cardigan.peers.Dcgan64;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/** The trained variables of one network in a graph, with what Adam remembers of each. */
final class Weights {

    private final Ops tf;
    private final String name;
    private final List<VarHandleOp> handles = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();
    private final List<Op> initialisers = new ArrayList<>();

    Weights(Ops tf, String name) {
        this.tf = tf;
        this.name = name;
    }

    /** Adds a variable that starts normally distributed. */
    void add(Shape shape, double mean, double deviation) {
        Operand<TFloat32> noise =
                tf.random.randomStandardNormal(tf.constant(shape), TFloat32.class);
        Operand<TFloat32> scaled = tf.math.mul(noise, tf.constant((float) deviation));
        handles.add(
                variable(
                        name + handles.size(),
                        shape,
                        tf.math.add(scaled, tf.constant((float) mean))));
        shapes.add(shape);
    }

    /** Everything as it is when {@code when} reads it, in the order of {@link #add}. */
    List<Operand<TFloat32>> read(Ops when) {
        List<Operand<TFloat32>> values = new ArrayList<>();
        for (VarHandleOp handle : handles) {
            values.add(when.readVariableOp(handle, TFloat32.class));
        }
        return values;
    }

    /**
     * Adam.
     *
     * @param power1 beta 1 to the number of this step, from 1
     * @param power2 the same of beta 2
     */
    List<Op> update(
            Iterable<Operand<?>> gradients,
            Placeholder<TFloat32> power1,
            Placeholder<TFloat32> power2) {
        List<Op> updates = new ArrayList<>();
        int index = 0;
        for (Operand<?> gradient : gradients) {
            String moment = name + index + "-moment-";
            Shape shape = shapes.get(index);
            @SuppressWarnings("unchecked") // every variable here is of this type
            Operand<TFloat32> typed = (Operand<TFloat32>) gradient;
            updates.add(
                    tf.train.resourceApplyAdam(
                            handles.get(index),
                            variable(moment + 1, shape, zeros(shape)),
                            variable(moment + 2, shape, zeros(shape)),
                            power1,
                            power2,
                            tf.constant((float) Dcgan64.LEARNING_RATE),
                            tf.constant((float) Dcgan64.BETA_1),
                            tf.constant((float) Dcgan64.BETA_2),
                            tf.constant((float) Dcgan64.ADAM_EPSILON),
                            typed));
            index++;
        }
        return updates;
    }

    /** What must run once before anything is read. */
    List<Op> initialisers() {
        return initialisers;
    }

    /** How many numbers are trained. */
    long count() {
        return shapes.stream().mapToLong(Shape::size).sum();
    }

    private Operand<TFloat32> zeros(Shape shape) {
        return tf.fill(tf.constant(shape), tf.constant(0f));
    }

    private VarHandleOp variable(String sharedName, Shape shape, Operand<TFloat32> start) {
        VarHandleOp handle =
                tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(sharedName));
        initialisers.add(tf.assignVariableOp(handle, start));
        return handle;
    }
}
