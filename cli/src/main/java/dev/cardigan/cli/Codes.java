package dev.cardigan.cli;

import dev.cardigan.latent.Space;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What pictures are painted from, in Java memory.
 *
 * @param values [count, layers, length]
 * @param classes one for each
 * @param noises in place of the generator's own, [side, side] each; empty for its own
 */
@SuppressWarnings("ArrayRecordComponent") // shared within this package, never compared
record Codes(float[] values, int[] classes, List<float[]> noises) {

    static Codes of(Tensor codes, int[] classes) {
        return of(codes, classes, List.of());
    }

    /**
     * @param codes [count, layers, length]
     * @param noises [1, 1, side, side] each
     */
    static Codes of(Tensor codes, int[] classes, List<Tensor> noises) {
        return new Codes(
                codes.to(DType.F32).contiguous().toFloats(),
                classes,
                noises.stream().map(noise -> noise.to(DType.F32).toFloats()).toList());
    }

    int count() {
        return classes.length;
    }

    /** So many from a position on, painted in the current scope. */
    Tensor painted(Space space, Device device, int start, int count) {
        int size = values.length / count();
        float[] part = Arrays.copyOfRange(values, start * size, (start + count) * size);
        long[] labels = new long[count];
        Arrays.setAll(labels, i -> classes[start + i]);
        List<Tensor> own = new ArrayList<>();
        for (float[] noise : noises) {
            long side = Math.round(Math.sqrt(noise.length));
            own.add(Tensor.of(noise, 1, 1, side, side).to(device));
        }
        return space.paint(
                Tensor.of(part, count, space.layers(), space.length()).to(device),
                Tensor.of(labels, count).to(device),
                own);
    }

    /** As it stands in a picture. */
    Map<String, Object> made(Space space) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("space", space.name());
        made.put("layers", space.layers());
        made.put("length", space.length());
        made.put("classes", Arrays.stream(classes).boxed().toList());
        made.put("codes", Packed.of(values));
        made.put("noise sizes", noises.stream().map(noise -> noise.length).toList());
        made.put("noises", noises.stream().map(Packed::of).toList());
        return made;
    }

    static Codes of(Told told) {
        int[] classes = told.numbers("classes");
        long each = Math.multiplyExact(told.number("layers"), told.number("length"));
        int[] sizes = told.numbers("noise sizes");
        List<String> packed = told.texts("noises");
        List<float[]> noises = new ArrayList<>();
        for (int i = 0; i < Math.min(sizes.length, packed.size()); i++) {
            noises.add(Packed.floats(told.where(), packed.get(i), sizes[i]));
        }
        return new Codes(
                Packed.floats(
                        told.where(),
                        told.text("codes"),
                        Math.multiplyExact(each, (long) classes.length)),
                classes,
                noises);
    }
}
