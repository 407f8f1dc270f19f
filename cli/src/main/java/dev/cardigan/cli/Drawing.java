package dev.cardigan.cli;

import dev.cardigan.data.MemoryPictures;
import dev.cardigan.data.Progress;
import dev.cardigan.data.RawPictures;
import dev.cardigan.data.Sample;
import dev.cardigan.data.SampleShape;
import dev.cardigan.evaluation.Walk;
import dev.cardigan.metric.PathLength;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Pictures of a run that are measured: many at once, or in small steps through latent space. */
record Drawing(SavedRun run, TrainedGenerator generator, long seed) implements Walk {

    /** One shape of batch is fast: the engine prepares a kernel for each. */
    private static final int BATCH = 256;

    /** Classes in turn; rounded to bytes, as files would be. */
    MemoryPictures pictures(int count, Progress progress) {
        SampleShape shape = run.model().shape();
        int[] labels = generator.classesInTurn(count);
        Latents latents = generator.latents(seed, count);
        byte[] pixels = new byte[Math.multiplyExact(count, shape.elements())];
        for (int from = 0; from < count; from += BATCH) {
            int now = Math.min(BATCH, count - from);
            byte[] part =
                    generator
                            .draw(
                                    latents.part(from, now),
                                    Arrays.copyOfRange(labels, from, from + now),
                                    samples -> new Painted(Sample.toBytes(samples)))
                            .bytes();
            System.arraycopy(part, 0, pixels, from * shape.elements(), part.length);
            progress.report("samples", (long) from + now, count);
        }
        List<String> classes = generator.classes() < 2 ? List.of() : run.classes();
        return new MemoryPictures(
                run.name(), new RawPictures(pixels, labels, count, shape), classes);
    }

    @SuppressWarnings("ArrayRecordComponent") // carries bytes out of a scope, never compared
    private record Painted(byte[] bytes) {}

    /** Along the sphere, with the lengths of the latents between; every pair of one class. */
    @Override
    public Steps steps(int count, double epsilon, RandomStream random) {
        Tensor from = rows(random, count);
        Tensor to = rows(random, count);
        Tensor t = random.uniform(0, 1, count, 1);
        int[] labels = generator.classesInTurn(count);
        return new Steps(
                drawn(between(from, to, t), labels),
                drawn(between(from, to, t.add(epsilon)), labels));
    }

    private Tensor rows(RandomStream random, int count) {
        return generator.latents(random, count).reshape(count, -1);
    }

    private static Tensor between(Tensor from, Tensor to, Tensor t) {
        Tensor length = PathLength.straight(norm(from), norm(to), t);
        return PathLength.spherical(from, to, t).mul(length);
    }

    private static Tensor norm(Tensor rows) {
        return rows.square().sum(true, 1).sqrt();
    }

    private Tensor drawn(Tensor rows, int[] labels) {
        Latents latents = Latents.of(rows.toFloats(), generator.latentShape());
        return generator.draw(latents, labels, samples -> samples);
    }
}
