package dev.cardigan.tensor;

import dev.cardigan.error.ShapeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.jspecify.annotations.Nullable;

/**
 * An n-dimensional array on a device, with the operations GANs need under PyTorch's names in
 * camelCase.
 *
 * <p>Freed by the {@link Scope} it was made in. Operations whose operands do not fit together throw
 * {@link ShapeException} naming the operation and the shapes. Element-wise operations broadcast.
 */
public final class Tensor {

    /** Codes of libtorch's grid sampler. */
    private static final long BILINEAR = 0;

    private static final long ZEROS = 0;

    static {
        OneDnn.isTrusted(); // decided before anything is computed, and the same ever after
    }

    private final org.bytedeco.pytorch.Tensor handle;

    /** The scope that frees this; absent: nobody does, or it is done. */
    private Scope.@Nullable Frame scope;

    private Tensor(org.bytedeco.pytorch.Tensor handle) {
        this.handle = handle;
        scope = Scope.innermost();
    }

    /** Wraps a native tensor; for code that must reach the engine itself. */
    public static Tensor wrap(org.bytedeco.pytorch.Tensor handle) {
        return new Tensor(handle);
    }

    /** The native tensor: the only door to JavaCPP in any public signature. */
    public org.bytedeco.pytorch.Tensor handle() {
        return handle;
    }

    Scope.@Nullable Frame scope() {
        return scope;
    }

    void belongTo(Scope.@Nullable Frame other) {
        scope = other;
    }

    // ---- making
    // -----------------------------------------------------------------------------------------------------

    static Tensor empty(DType type, long... shape) {
        return Native.call(
                "empty", () -> wrap(torch.empty(shape, options(type), new MemoryFormatOptional())));
    }

    public static Tensor zeros(long... shape) {
        return full(0, shape);
    }

    public static Tensor ones(long... shape) {
        return full(1, shape);
    }

    /** An F32 tensor on the CPU, every element {@code value}. */
    public static Tensor full(double value, long... shape) {
        return Native.call(
                "full", () -> wrap(torch.full(shape, scalar(value), options(DType.F32))));
    }

    public Tensor zerosLike() {
        return Native.call("zerosLike", () -> wrap(torch.zeros_like(handle)), this);
    }

    /** 0, 1, .. count-1 as I64. */
    public static Tensor arange(long count) {
        return Native.call("arange", () -> wrap(torch.arange(scalar(count), options(DType.I64))));
    }

    public static Tensor of(float[] values, long... shape) {
        ByteBuffer bytes = buffer(values.length * 4L);
        bytes.asFloatBuffer().put(values);
        return of(bytes, DType.F32, shape);
    }

    public static Tensor of(double[] values, long... shape) {
        ByteBuffer bytes = buffer(values.length * 8L);
        bytes.asDoubleBuffer().put(values);
        return of(bytes, DType.F64, shape);
    }

    public static Tensor of(long[] values, long... shape) {
        ByteBuffer bytes = buffer(values.length * 8L);
        bytes.asLongBuffer().put(values);
        return of(bytes, DType.I64, shape);
    }

    /** Unsigned bytes, for example pixels. */
    public static Tensor of(byte[] values, long... shape) {
        return of(buffer(values.length).put(0, values), DType.U8, shape);
    }

    /** Copies native-endian {@code bytes} (from position 0 to the limit) into a new tensor. */
    public static Tensor of(ByteBuffer bytes, DType type, long... shape) {
        Tensor made = empty(type, shape);
        if (bytes.limit() != made.count() * type.bytes()) {
            throw new ShapeException(
                    "tensor of "
                            + type
                            + " "
                            + Arrays.toString(shape)
                            + ": expected "
                            + made.count() * type.bytes()
                            + " bytes, found "
                            + bytes.limit());
        }
        made.target().put(0, bytes, 0, bytes.limit());
        return made;
    }

    private static ByteBuffer buffer(long bytes) {
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    private static TensorOptions options(DType type) {
        return new TensorOptions(type.scalarType());
    }

    // ---- looking
    // ----------------------------------------------------------------------------------------------------

    public long[] shape() {
        long[] shape = new long[dimensions()];
        Arrays.setAll(shape, handle::size);
        return shape;
    }

    public int dimensions() {
        return (int) handle.dim();
    }

    /**
     * Length of one axis; negative axes count from the end.
     *
     * @throws ShapeException if there is no such axis
     */
    public long size(int axis) {
        int dimensions = dimensions();
        if (axis >= dimensions || axis < -dimensions) {
            throw new ShapeException(
                    "size: expected an axis of " + Arrays.toString(shape()) + ", found " + axis);
        }
        return handle.size(axis);
    }

    /** Whether equal places of the two lie in equal order in memory. */
    public boolean isLaidOutAs(Tensor other) {
        if (handle.is_contiguous() && other.handle.is_contiguous()) {
            return true;
        }
        boolean alike = dimensions() == other.dimensions();
        for (int axis = 0; alike && axis < dimensions(); axis++) {
            alike = size(axis) == 1 || handle.stride(axis) == other.handle.stride(axis);
        }
        return alike;
    }

    /** Number of elements. */
    public long count() {
        return handle.numel();
    }

    public DType dtype() {
        return DType.of(handle);
    }

    public Device device() {
        if (isOnCpu()) {
            return Device.CPU;
        }
        org.bytedeco.pytorch.Device found = handle.device();
        if (found.is_cuda()) {
            return new Device(Device.Kind.CUDA, found.index());
        }
        return new Device(found.is_mps() ? Device.Kind.MPS : Device.Kind.CPU, 0);
    }

    /** Whether reading a value waits for no other device. */
    public boolean isOnCpu() {
        return handle.is_cpu();
    }

    /** The value of a tensor with one element. */
    public double item() {
        return Native.call("item", handle::item_double, this);
    }

    public float[] toFloats() {
        ByteBuffer bytes = Scope.tidy(() -> to(DType.F32).bytes());
        float[] values = new float[bytes.limit() / 4];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    public double[] toDoubles() {
        // On the CPU first: not every device has this type.
        ByteBuffer bytes = Scope.tidy(() -> to(Device.CPU).to(DType.F64).bytes());
        double[] values = new double[bytes.limit() / 8];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    public long[] toLongs() {
        ByteBuffer bytes = Scope.tidy(() -> to(DType.I64).bytes());
        long[] values = new long[bytes.limit() / 8];
        bytes.asLongBuffer().get(values);
        return values;
    }

    /** The elements as unsigned bytes. */
    public byte[] toBytes() {
        ByteBuffer bytes = Scope.tidy(() -> to(DType.U8).bytes());
        byte[] values = new byte[bytes.limit()];
        bytes.get(0, values);
        return values;
    }

    /** A copy of the elements, row-major and native-endian, outside the Java heap. */
    public ByteBuffer bytes() {
        return Scope.tidy(
                () -> {
                    Tensor onCpu = to(Device.CPU).contiguous();
                    ByteBuffer copy = buffer(onCpu.count() * dtype().bytes());
                    copy.put(0, onCpu.target(), 0, copy.limit());
                    return copy;
                });
    }

    /** The memory of a contiguous CPU tensor; valid only while this tensor lives. */
    private ByteBuffer target() {
        long bytes = count() * dtype().bytes();
        if (bytes == 0) {
            return buffer(0); // there is no memory to point to
        }
        return new BytePointer(handle.data_ptr())
                .capacity(bytes)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
    }

    @Override
    public String toString() {
        return dtype() + Arrays.toString(shape());
    }

    // ---- type, place, graph
    // -----------------------------------------------------------------------------------------

    public Tensor to(DType type) {
        return dtype() == type
                ? this
                : Native.call("to", () -> wrap(handle.to(type.scalarType())), this);
    }

    public Tensor to(Device device) {
        if (device.kind() == Device.Kind.CPU && isOnCpu()) {
            return this;
        }
        return Native.call(
                "to " + device, () -> wrap(handle.to(device.handle(), handle.scalar_type())), this);
    }

    public Tensor contiguous() {
        return Native.call("contiguous", () -> wrap(handle.contiguous()), this);
    }

    /**
     * The same values with channels innermost in memory, where this is a batch of pictures; else
     * unchanged. What is computed from them keeps that order; a network whose first maps come of a
     * product, which has the other one, asks for it there.
     */
    public Tensor channelsLast() {
        return dimensions() == 4
                ? Native.call("channelsLast", () -> wrap(innermost()), this)
                : this;
    }

    /**
     * Pictures of one channel lie in memory alike in either order; libtorch then keeps the strides
     * that say otherwise, and all that is computed from them takes the other order.
     */
    private org.bytedeco.pytorch.Tensor innermost() {
        if (size(1) > 1) {
            return handle.contiguous(MemoryFormat.ChannelsLast);
        }
        long width = size(3);
        return handle.contiguous().as_strided(shape(), new long[] {size(2) * width, 1, width, 1});
    }

    public Tensor clone(boolean keepLayout) {
        MemoryFormat format = keepLayout ? MemoryFormat.Preserve : MemoryFormat.Contiguous;
        return Native.call(
                "clone", () -> wrap(handle.clone(new MemoryFormatOptional(format))), this);
    }

    /** The same values, cut off from the graph. */
    public Tensor detach() {
        return Native.call("detach", () -> wrap(handle.detach()), this);
    }

    public boolean requiresGradient() {
        return handle.requires_grad();
    }

    /** Switches the recording of gradients for this leaf on or off. */
    public Tensor requireGradient(boolean required) {
        return Native.translating(
                "requireGradient",
                () -> {
                    handle.set_requires_grad(required);
                    return this;
                },
                this);
    }

    /** The accumulated gradient of this leaf, absent before the first {@link #backward()}. */
    public Optional<Tensor> gradient() {
        org.bytedeco.pytorch.Tensor reference = handle.grad();
        // A copy of the handle: the reference dangles once the gradient is cleared.
        return reference.defined()
                ? Optional.of(wrap(new org.bytedeco.pytorch.Tensor(reference)))
                : Optional.empty();
    }

    /** Forgets the accumulated gradient. */
    public void clearGradient() {
        handle.mutable_grad().reset();
    }

    /** Accumulates the gradient of this scalar in these leaves, and computes it for no other. */
    public void backward(List<Tensor> leaves) {
        Native.call(
                "backward",
                () ->
                        Scope.tidy(
                                () -> {
                                    org.bytedeco.pytorch.Tensor[] into =
                                            leaves.stream()
                                                    .map(Tensor::handle)
                                                    .toArray(org.bytedeco.pytorch.Tensor[]::new);
                                    var only = new TensorArrayRefOptional(new TensorVector(into));
                                    return backward(
                                            () ->
                                                    handle.backward(
                                                            new org.bytedeco.pytorch.Tensor(),
                                                            new BoolOptional(),
                                                            false,
                                                            only));
                                }),
                this);
    }

    /** Accumulates the gradient of this scalar in every leaf that asks for one. */
    public void backward() {
        Native.call("backward", () -> backward(handle::backward), this);
    }

    private Tensor backward(Runnable pass) {
        return OperationTimes.backward(
                this,
                () -> {
                    pass.run();
                    return this;
                });
    }

    // ---- changing in place (weights, state; never part of a graph)
    // ----------------------------------------------------

    /** Overwrites the values with those of {@code other}, keeping type, device and layout. */
    public void set(Tensor other) {
        if (!Arrays.equals(shape(), other.shape())) {
            throw new ShapeException(
                    "set: expected "
                            + Arrays.toString(shape())
                            + ", found "
                            + Arrays.toString(other.shape()));
        }
        Gradient.untracked(
                () -> Native.call("set", () -> wrap(handle.copy_(other.handle)), this, other));
    }

    /** Replaces the memory behind this tensor: another type, device or layout of the same shape. */
    public void become(Tensor other) {
        Native.call(
                "become",
                () -> {
                    handle.set_data(other.handle);
                    return this;
                },
                this,
                other);
    }

    /** Sets every element to {@code value}. */
    public void fill(double value) {
        Gradient.untracked(
                () -> Native.call("fill", () -> wrap(handle.fill_(scalar(value))), this));
    }

    /** Limits every value to [low, high], in place. */
    public void limit(double low, double high) {
        Gradient.untracked(
                () ->
                        Native.call(
                                "limit",
                                () -> wrap(handle.clamp_(optional(low), optional(high))),
                                this));
    }

    /** Adds {@code other} times {@code factor}, in place. */
    public void increase(Tensor other, double factor) {
        Gradient.untracked(
                () ->
                        Native.call(
                                "increase",
                                () -> wrap(handle.add_(other.handle, scalar(factor))),
                                this,
                                other));
    }

    /** Multiplies by {@code factor}, in place. */
    public void scale(double factor) {
        Gradient.untracked(
                () -> Native.call("scale", () -> wrap(handle.mul_(scalar(factor))), this));
    }

    // ---- arithmetic
    // -------------------------------------------------------------------------------------------------

    public Tensor add(Tensor other) {
        return Native.call("add", () -> wrap(handle.add(other.handle)), this, other);
    }

    public Tensor add(double value) {
        return Native.call("add", () -> wrap(handle.add(scalar(value))), this);
    }

    public Tensor sub(Tensor other) {
        return Native.call("sub", () -> wrap(handle.sub(other.handle)), this, other);
    }

    public Tensor sub(double value) {
        return Native.call("sub", () -> wrap(handle.sub(scalar(value))), this);
    }

    public Tensor mul(Tensor other) {
        return Native.call("mul", () -> wrap(handle.mul(other.handle)), this, other);
    }

    public Tensor mul(double value) {
        return Native.call("mul", () -> wrap(handle.mul(scalar(value))), this);
    }

    public Tensor div(Tensor other) {
        return Native.call("div", () -> wrap(handle.div(other.handle)), this, other);
    }

    public Tensor div(double value) {
        return Native.call("div", () -> wrap(handle.div(scalar(value))), this);
    }

    /** This plus {@code factor * one * other}, element by element. */
    public Tensor addcmul(Tensor one, Tensor other, double factor) {
        return Native.call(
                "addcmul",
                () -> wrap(handle.addcmul(one.handle, other.handle, scalar(factor))),
                this,
                one,
                other);
    }

    /** This plus {@code factor * one / other}, element by element. */
    public Tensor addcdiv(Tensor one, Tensor other, double factor) {
        return Native.call(
                "addcdiv",
                () -> wrap(handle.addcdiv(one.handle, other.handle, scalar(factor))),
                this,
                one,
                other);
    }

    /** The given share of the way from this to {@code end}. */
    public Tensor lerp(Tensor end, double share) {
        return Native.call("lerp", () -> wrap(handle.lerp(end.handle, scalar(share))), this, end);
    }

    public Tensor neg() {
        return Native.call("neg", () -> wrap(handle.neg()), this);
    }

    public Tensor square() {
        return Native.call("square", () -> wrap(handle.square()), this);
    }

    public Tensor sqrt() {
        return Native.call("sqrt", () -> wrap(handle.sqrt()), this);
    }

    /**
     * The square root of values that are not negative, whose derivative at exactly 0 counts as 0,
     * not infinity.
     */
    public Tensor safeSqrt() {
        return Native.call(
                "safeSqrt",
                () -> {
                    var zero = handle.eq(scalar(0));
                    return wrap(
                            handle.masked_fill(zero, scalar(1))
                                    .sqrt()
                                    .masked_fill(zero, scalar(0)));
                },
                this);
    }

    public Tensor pow(double exponent) {
        return Native.call("pow", () -> wrap(handle.pow(scalar(exponent))), this);
    }

    public Tensor exp() {
        return Native.call("exp", () -> wrap(handle.exp()), this);
    }

    public Tensor log() {
        return Native.call("log", () -> wrap(handle.log()), this);
    }

    public Tensor sin() {
        return Native.call("sin", () -> wrap(handle.sin()), this);
    }

    public Tensor abs() {
        return Native.call("abs", () -> wrap(handle.abs()), this);
    }

    /** -1, 0 or 1. */
    public Tensor sign() {
        return Native.call("sign", () -> wrap(handle.sign()), this);
    }

    /** To the next whole number below. */
    public Tensor floor() {
        return Native.call("floor", () -> wrap(handle.floor()), this);
    }

    /** To the nearest whole number, halves to the even one. */
    public Tensor round() {
        return Native.call("round", () -> wrap(handle.round()), this);
    }

    public Tensor clamp(double low, double high) {
        return Native.call("clamp", () -> wrap(handle.clamp(optional(low), optional(high))), this);
    }

    /**
     * As {@link #clamp}, but no slope comes back from values at the limits themselves: its backward
     * pass takes a third of the time, seen on the CPU.
     */
    public Tensor hardtanh(double low, double high) {
        return Native.call(
                "hardtanh", () -> wrap(torch.hardtanh(handle, scalar(low), scalar(high))), this);
    }

    /** The larger of the two, element by element. */
    public Tensor max(Tensor other) {
        return Native.call("max", () -> wrap(handle.max(other.handle)), this, other);
    }

    /** 1 where this is greater than {@code value}, else 0, as F32. */
    public Tensor greater(double value) {
        return Native.call("greater", () -> wrap(handle.gt(scalar(value))).to(DType.F32), this);
    }

    /** Share of the elements above {@code value}, an F32 scalar. */
    public Tensor shareAbove(double value) {
        return Native.call("shareAbove", () -> share(handle.gt(scalar(value))), this);
    }

    /** Share of the elements below {@code value}, an F32 scalar. */
    public Tensor shareBelow(double value) {
        return Native.call("shareBelow", () -> share(handle.lt(scalar(value))), this);
    }

    private static Tensor share(org.bytedeco.pytorch.Tensor which) {
        return wrap(which.mean(new ScalarTypeOptional(DType.F32.scalarType())));
    }

    /** 1 where this is less than {@code value}, else 0, as F32. */
    public Tensor less(double value) {
        return Native.call("less", () -> wrap(handle.lt(scalar(value))).to(DType.F32), this);
    }

    /** Whether every element is finite, as a BOOL scalar on the device. */
    public Tensor allFinite() {
        return Native.call("allFinite", () -> wrap(torch.isfinite(handle).all()), this);
    }

    // ---- products
    // ---------------------------------------------------------------------------------------------------

    public Tensor matmul(Tensor other) {
        return Native.call("matmul", () -> wrap(handle.matmul(other.handle)), this, other);
    }

    /** {@code x W^T + b}: this [.., in], weight [out, in], result [.., out]. */
    public Tensor linear(Tensor weight, Optional<Tensor> bias) {
        return Native.call(
                "linear",
                () -> wrap(torch.linear(handle, weight.handle, optional(bias))),
                this,
                weight);
    }

    /**
     * Cross-correlation in 1, 2 or 3 dimensions: this [batch, in, spatial..], weight [out, in /
     * groups, kernel..].
     */
    public Tensor conv(
            Tensor weight,
            Optional<Tensor> bias,
            long stride,
            long padding,
            long dilation,
            long groups) {
        int spatial = weight.dimensions() - 2;
        return Native.call(
                "conv" + spatial + "d",
                () -> wrap(convolution(weight, bias, spatial, stride, padding, dilation, groups)),
                this,
                weight);
    }

    /**
     * Cross-correlation of pictures without bias or padding, with a stride for each direction: this
     * [batch, in, height, width], weight [out, in / groups, height, width].
     */
    public Tensor conv2d(Tensor weight, long strideY, long strideX, long groups) {
        return conv2d(weight, strideY, strideX, 0, 0, groups);
    }

    /** The same with so many zeros at both ends of a direction. */
    public Tensor conv2d(
            Tensor weight, long strideY, long strideX, long paddingY, long paddingX, long groups) {
        long[] strides = {strideY, strideX};
        long[] paddings = {paddingY, paddingX};
        return Native.call(
                "conv2d",
                () ->
                        wrap(
                                torch.conv2d(
                                        handle,
                                        weight.handle,
                                        new TensorOptional(),
                                        strides,
                                        paddings,
                                        repeated(1, 2),
                                        groups)),
                this,
                weight);
    }

    private org.bytedeco.pytorch.Tensor convolution(
            Tensor weight,
            Optional<Tensor> bias,
            int spatial,
            long stride,
            long padding,
            long dilation,
            long groups) {
        long[] strides = repeated(stride, spatial);
        long[] paddings = repeated(padding, spatial);
        long[] dilations = repeated(dilation, spatial);
        TensorOptional b = optional(bias);
        return switch (spatial) {
            case 1 -> torch.conv1d(handle, weight.handle, b, strides, paddings, dilations, groups);
            case 2 -> torch.conv2d(handle, weight.handle, b, strides, paddings, dilations, groups);
            case 3 -> torch.conv3d(handle, weight.handle, b, strides, paddings, dilations, groups);
            default ->
                    throw new ShapeException(
                            "conv: expected a weight with 3 to 5 axes, found " + weight);
        };
    }

    /**
     * Transposed convolution in 1, 2 or 3 dimensions: this [batch, in, spatial..], weight [in, out,
     * kernel..]; a side of n becomes (n - 1) * stride - 2 * padding + kernel + outputPadding.
     */
    public Tensor convTranspose(
            Tensor weight, Optional<Tensor> bias, long stride, long padding, long outputPadding) {
        return convTranspose(weight, bias, stride, padding, outputPadding, 1);
    }

    /** The same with channels in groups: weight [in, out / groups, kernel..]. */
    public Tensor convTranspose(
            Tensor weight,
            Optional<Tensor> bias,
            long stride,
            long padding,
            long outputPadding,
            long groups) {
        int spatial = weight.dimensions() - 2;
        return Native.call(
                "convTranspose" + spatial + "d",
                () ->
                        wrap(
                                transposed(
                                        weight,
                                        bias,
                                        spatial,
                                        stride,
                                        padding,
                                        outputPadding,
                                        groups)),
                this,
                weight);
    }

    private org.bytedeco.pytorch.Tensor transposed(
            Tensor weight,
            Optional<Tensor> bias,
            int spatial,
            long stride,
            long padding,
            long outputPadding,
            long groups) {
        long[] strides = repeated(stride, spatial);
        long[] paddings = repeated(padding, spatial);
        long[] extra = repeated(outputPadding, spatial);
        long[] dilations = repeated(1, spatial);
        TensorOptional b = optional(bias);
        return switch (spatial) {
            case 1 ->
                    torch.conv_transpose1d(
                            handle, weight.handle, b, strides, paddings, extra, groups, dilations);
            case 2 ->
                    torch.conv_transpose2d(
                            handle, weight.handle, b, strides, paddings, extra, groups, dilations);
            case 3 ->
                    torch.conv_transpose3d(
                            handle, weight.handle, b, strides, paddings, extra, groups, dilations);
            default ->
                    throw new ShapeException(
                            "convTranspose: expected a weight with 3 to 5 axes, found " + weight);
        };
    }

    private static long[] repeated(long value, int times) {
        long[] all = new long[times];
        Arrays.fill(all, value);
        return all;
    }

    /**
     * Rows of {@code table} [entries, size] chosen by this I64 tensor of any shape; result [..,
     * size].
     */
    public Tensor embedding(Tensor table) {
        return Native.call(
                "embedding", () -> wrap(torch.embedding(table.handle, handle)), this, table);
    }

    // ---- normalisation
    // ----------------------------------------------------------------------------------------------

    /**
     * Batch normalisation over all axes but the second; {@code mean} and {@code variance} move when
     * training.
     */
    public Tensor batchNorm(
            Optional<Tensor> weight,
            Optional<Tensor> bias,
            Tensor mean,
            Tensor variance,
            boolean training,
            double momentum,
            double epsilon) {
        return Native.call(
                "batchNorm",
                () ->
                        wrap(
                                torch.batch_norm(
                                        handle,
                                        optional(weight),
                                        optional(bias),
                                        optional(Optional.of(mean)),
                                        optional(Optional.of(variance)),
                                        training,
                                        momentum,
                                        epsilon,
                                        true)),
                this,
                mean);
    }

    /** Normalises each sample and channel over its spatial axes. */
    public Tensor instanceNorm(Optional<Tensor> weight, Optional<Tensor> bias, double epsilon) {
        return Native.call(
                "instanceNorm",
                () -> wrap(normalisedAlone(optional(weight), optional(bias), epsilon)),
                this);
    }

    /**
     * Of a single sample that is batch normalisation, which keeps channels innermost where they
     * are; libtorch's instance normalisation copies to the other order.
     */
    private org.bytedeco.pytorch.Tensor normalisedAlone(
            TensorOptional weight, TensorOptional bias, double epsilon) {
        TensorOptional none = new TensorOptional();
        return size(0) == 1
                ? torch.batch_norm(handle, weight, bias, none, none, true, 0, epsilon, true)
                : torch.instance_norm(handle, weight, bias, none, none, true, 0, epsilon, true);
    }

    public Tensor groupNorm(
            long groups, Optional<Tensor> weight, Optional<Tensor> bias, double epsilon) {
        return Native.call(
                "groupNorm",
                () ->
                        wrap(
                                torch.group_norm(
                                        handle,
                                        groups,
                                        optional(weight),
                                        optional(bias),
                                        epsilon,
                                        true)),
                this);
    }

    /** Normalises over the trailing axes of {@code shape}. */
    public Tensor layerNorm(
            long[] shape, Optional<Tensor> weight, Optional<Tensor> bias, double epsilon) {
        return Native.call(
                "layerNorm",
                () ->
                        wrap(
                                torch.layer_norm(
                                        handle,
                                        shape,
                                        optional(weight),
                                        optional(bias),
                                        epsilon,
                                        true)),
                this);
    }

    // ---- activations
    // ------------------------------------------------------------------------------------------------

    public Tensor relu() {
        return Gradient.isTwice()
                ? scaled("relu", 0)
                : Native.call("relu", () -> wrap(handle.relu()), this);
    }

    public Tensor leakyRelu(double slope) {
        return Gradient.isTwice()
                ? scaled("leakyRelu", slope)
                : Native.call(
                        "leakyRelu", () -> wrap(torch.leaky_relu(handle, scalar(slope))), this);
    }

    /** This by 1 where positive and by {@code slope} elsewhere, factors without a graph. */
    private Tensor scaled(String operation, double slope) {
        return Native.call(
                operation,
                () -> {
                    Tensor factors =
                            Gradient.untracked(
                                    () ->
                                            wrap(
                                                    torch.leaky_relu_backward(
                                                            handle.new_ones(1),
                                                            handle,
                                                            scalar(slope),
                                                            false)));
                    return wrap(handle.mul(factors.handle));
                },
                this);
    }

    /** {@link #relu}, written over this tensor where that serves. */
    public Tensor overwriteRelu() {
        if (Gradient.isTwice()) {
            return relu();
        }
        return overwritten("relu", handle::relu_);
    }

    /** {@link #leakyRelu} for a slope above 0, written over this tensor where that serves. */
    public Tensor overwriteLeakyRelu(double slope) {
        if (Gradient.isTwice()) {
            return leakyRelu(slope);
        }
        return overwritten("leakyRelu", () -> torch.leaky_relu_(handle, scalar(slope)));
    }

    /** What libtorch returns of such a call is this very native object. */
    private Tensor overwritten(String operation, Runnable call) {
        return Native.call(
                operation,
                () -> {
                    call.run();
                    return this;
                },
                this);
    }

    public Tensor elu(double alpha) {
        return Native.call(
                "elu", () -> wrap(torch.elu(handle, scalar(alpha), scalar(1), scalar(1))), this);
    }

    public Tensor selu() {
        return Native.call("selu", () -> wrap(torch.selu(handle)), this);
    }

    public Tensor gelu() {
        return Native.call("gelu", () -> wrap(torch.gelu(handle)), this);
    }

    public Tensor silu() {
        return Native.call("silu", () -> wrap(torch.silu(handle)), this);
    }

    public Tensor prelu(Tensor slopes) {
        return Native.call("prelu", () -> wrap(torch.prelu(handle, slopes.handle)), this, slopes);
    }

    public Tensor tanh() {
        return Native.call("tanh", () -> wrap(handle.tanh()), this);
    }

    public Tensor sigmoid() {
        return Native.call("sigmoid", () -> wrap(handle.sigmoid()), this);
    }

    /** log(1 + exp(x)), without overflow. */
    public Tensor softplus() {
        return Native.call("softplus", () -> wrap(torch.softplus(handle)), this);
    }

    public Tensor softmax(int axis) {
        return Native.call(
                "softmax", () -> wrap(handle.softmax(axis, new ScalarTypeOptional())), this);
    }

    public Tensor logSoftmax(int axis) {
        return Native.call(
                "logSoftmax", () -> wrap(handle.log_softmax(axis, new ScalarTypeOptional())), this);
    }

    // ---- reductions
    // -------------------------------------------------------------------------------------------------

    public Tensor sum() {
        return Native.call("sum", () -> wrap(handle.sum()), this);
    }

    public Tensor sum(boolean keep, long... axes) {
        return Native.call(
                "sum", () -> wrap(handle.sum(axes, keep, new ScalarTypeOptional())), this);
    }

    public Tensor mean() {
        return Native.call("mean", () -> wrap(handle.mean()), this);
    }

    public Tensor mean(boolean keep, long... axes) {
        return Native.call(
                "mean", () -> wrap(handle.mean(axes, keep, new ScalarTypeOptional())), this);
    }

    /** Population standard deviation over all elements. */
    public Tensor standardDeviation() {
        return Native.call("standardDeviation", () -> wrap(handle.std(false)), this);
    }

    /** Euclidean norm over all elements. */
    public Tensor norm() {
        return Native.call("norm", () -> wrap(handle.norm()), this);
    }

    /** [batch, ..] to [batch]: the sum over everything that belongs to one sample. */
    public Tensor sumPerSample() {
        return dimensions() == 1
                ? this
                : Native.call("sumPerSample", () -> wrap(handle.flatten(1, -1).sum(1)), this);
    }

    /** Mean of the absolute differences: the L1 distance per element. */
    public Tensor distance(Tensor other) {
        return Native.call(
                "distance", () -> wrap(torch.l1_loss(handle, other.handle)), this, other);
    }

    public Tensor largest() {
        return Native.call("largest", () -> wrap(handle.max()), this);
    }

    /** The largest element along {@code axis}, which disappears. */
    public Tensor largest(int axis) {
        return Native.call("largest", () -> wrap(handle.amax(new long[] {axis}, false)), this);
    }

    /** Index of the largest element along {@code axis}, I64. */
    public Tensor argmax(int axis) {
        return Native.call(
                "argmax", () -> wrap(handle.argmax(new LongOptional(axis), false)), this);
    }

    /** The indices that sort a one-dimensional tensor upwards. */
    public Tensor argsort() {
        return Native.call("argsort", () -> wrap(handle.argsort()), this);
    }

    // ---- shape
    // ------------------------------------------------------------------------------------------------------

    /** The same values in another shape, one of whose entries may be -1; this where it has it. */
    public Tensor reshape(long... shape) {
        if (isShaped(shape)) {
            return this; // a view of the same shape would be one more node of every graph
        }
        return Native.call(
                "reshape to " + Arrays.toString(shape), () -> wrap(handle.reshape(shape)), this);
    }

    private boolean isShaped(long... shape) {
        if (shape.length != dimensions()) {
            return false;
        }
        int open = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] == -1) {
                open++;
            } else if (shape[axis] != size(axis)) {
                return false;
            }
        }
        return open <= 1;
    }

    /** [batch, ..] to [batch, everything else]. */
    public Tensor flatten() {
        return dimensions() == 2
                ? this
                : Native.call("flatten", () -> wrap(handle.flatten(1, -1)), this);
    }

    public Tensor transpose(int one, int other) {
        return Native.call("transpose", () -> wrap(handle.transpose(one, other)), this);
    }

    /** One axis taken to another place; the others keep their order. */
    public Tensor movedim(int from, int to) {
        return Native.call("movedim", () -> wrap(handle.movedim(from, to)), this);
    }

    public Tensor unsqueeze(int axis) {
        return Native.call("unsqueeze", () -> wrap(handle.unsqueeze(axis)), this);
    }

    public Tensor squeeze(int axis) {
        return Native.call("squeeze", () -> wrap(handle.squeeze(axis)), this);
    }

    public Tensor expand(long... shape) {
        return Native.call(
                "expand to " + Arrays.toString(shape), () -> wrap(handle.expand(shape)), this);
    }

    public Tensor repeat(long... times) {
        return Native.call("repeat", () -> wrap(handle.repeat(times)), this);
    }

    /** {@code length} entries of one axis from {@code start}. */
    public Tensor narrow(int axis, long start, long length) {
        return Native.call("narrow", () -> wrap(handle.narrow(axis, start, length)), this);
    }

    /** Consecutive parts of the first axis, of these lengths. */
    public List<Tensor> split(long... lengths) {
        return Native.call(
                "split",
                () -> Scope.tidy(() -> listOf(handle.split_with_sizes(lengths, 0), List.of())),
                this);
    }

    /** One entry of an axis, which disappears. */
    public Tensor select(int axis, long index) {
        return Native.call("select", () -> wrap(handle.select(axis, index)), this);
    }

    /** Entries of one axis by an I64 index vector. */
    public Tensor indexSelect(int axis, Tensor index) {
        return Native.call(
                "indexSelect", () -> wrap(handle.index_select(axis, index.handle)), this, index);
    }

    /**
     * Of each place of {@code index} the element of this whose position along {@code axis} stands
     * there; both have the same other axes.
     *
     * @param index I64
     */
    public Tensor gather(int axis, Tensor index) {
        return Native.call("gather", () -> wrap(handle.gather(axis, index.handle)), this, index);
    }

    public Tensor cat(int axis, Tensor... others) {
        TensorVector all = new TensorVector(handle);
        for (Tensor other : others) {
            all.push_back(other.handle);
        }
        Tensor[] operands = new Tensor[others.length + 1];
        operands[0] = this;
        System.arraycopy(others, 0, operands, 1, others.length);
        return Native.call("cat", () -> wrap(torch.cat(all, axis)), operands);
    }

    /** I64 classes of any shape to F32 [.., classes]. */
    public Tensor oneHot(long classes) {
        return Native.call(
                "oneHot", () -> wrap(torch.one_hot(handle, classes)).to(DType.F32), this);
    }

    // ---- pictures
    // ---------------------------------------------------------------------------------------------------

    /** [batch, c * r * r, h, w] to [batch, c, h * r, w * r]. */
    public Tensor pixelShuffle(long factor) {
        return Native.call("pixelShuffle", () -> wrap(torch.pixel_shuffle(handle, factor)), this);
    }

    /** [batch, c, h * r, w * r] to [batch, c * r * r, h, w]. */
    public Tensor pixelUnshuffle(long factor) {
        return Native.call(
                "pixelUnshuffle", () -> wrap(torch.pixel_unshuffle(handle, factor)), this);
    }

    /** Repeats every pixel {@code factor} times in both directions. */
    public Tensor upsampleNearest(long factor) {
        long[] size = {size(2) * factor, size(3) * factor};
        DoubleOptional none = new DoubleOptional();
        return Native.call(
                "upsampleNearest",
                () -> wrap(torch.upsample_nearest2d(handle, size, none, none)),
                this);
    }

    /** Bilinear resize with half-pixel centres. */
    public Tensor resizeBilinear(long height, long width) {
        long[] size = {height, width};
        DoubleOptional none = new DoubleOptional();
        return Native.call(
                "resizeBilinear",
                () -> wrap(torch.upsample_bilinear2d(handle, size, false, none, none)),
                this);
    }

    /** Mean of square windows, stride equal to the window. */
    public Tensor averagePool(long window) {
        return Native.call(
                "averagePool", () -> wrap(torch.avg_pool2d(handle, window, window)), this);
    }

    /** Mirrors {@code amount} pixels at each border without repeating the border itself. */
    public Tensor padReflect(long amount) {
        return padReflect(amount, amount, amount, amount);
    }

    /** Mirrors so many pixels at the borders without repeating the borders themselves. */
    public Tensor padReflect(long left, long right, long top, long bottom) {
        return Native.call(
                "padReflect",
                () -> wrap(torch.reflection_pad2d(handle, left, right, top, bottom)),
                this);
    }

    /** The entries of these axes in reverse order. */
    public Tensor flip(long... axes) {
        return Native.call("flip", () -> wrap(handle.flip(axes)), this);
    }

    /** Zeros before and after the entries of an axis; a negative number cuts entries off. */
    public Tensor pad(int axis, long before, long after) {
        // The engine counts pairs from the last axis backwards.
        long[] pairs = new long[2 * (dimensions() - axis)];
        pairs[pairs.length - 2] = before;
        pairs[pairs.length - 1] = after;
        return Native.call("pad", () -> wrap(torch.constant_pad_nd(handle, pairs)), this);
    }

    /**
     * Bilinear samples of this [batch, channels, h, w] at affine places, black outside: pixel (x,
     * y) of the result [batch, channels, height, width] is this at {@code matrices * (x, y, 1)},
     * with all coordinates from -1 to 1 between the outer edges of the border pixels. The engine
     * differentiates it once, not twice.
     *
     * @param matrices [batch, 2, 3]
     */
    public Tensor warpAffine(Tensor matrices, long height, long width) {
        long[] size = {size(0), size(1), height, width};
        return Native.call(
                "warpAffine",
                () -> {
                    var grid = torch.affine_grid_generator(matrices.handle, size, false);
                    return wrap(torch.grid_sampler(handle, grid, BILINEAR, ZEROS, false));
                },
                this,
                matrices);
    }

    // ---- inside
    // -----------------------------------------------------------------------------------------------------

    /** Copies the entries of a native vector at once: its references dangle when it closes. */
    static List<Tensor> listOf(TensorVector vector, List<Tensor> zerosLike) {
        List<Tensor> copies = new ArrayList<>();
        for (int i = 0; i < vector.size(); i++) {
            org.bytedeco.pytorch.Tensor entry = new org.bytedeco.pytorch.Tensor(vector.get(i));
            copies.add(entry.defined() ? wrap(entry) : zerosLike.get(i).zerosLike());
        }
        return copies;
    }

    private static Scalar scalar(double value) {
        return new Scalar(value);
    }

    private static Scalar scalar(long value) {
        return new Scalar(value);
    }

    private static ScalarOptional optional(double value) {
        return new ScalarOptional(scalar(value));
    }

    private static TensorOptional optional(Optional<Tensor> tensor) {
        return tensor.map(present -> new TensorOptional(present.handle))
                .orElseGet(TensorOptional::new);
    }
}
