package dev.cardigan.cli;

import dev.cardigan.error.ConfigException;
import dev.cardigan.latent.Components;
import dev.cardigan.latent.Directions;
import dev.cardigan.latent.Layers;
import dev.cardigan.latent.Separation;
import dev.cardigan.metric.Extractor;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds directions in the space of a run. To be called while its networks draw.
 *
 * @param seed of the samples
 * @param samples whose codes are looked at
 * @param layers the directions move
 */
record DirectionFinding(LatentBench bench, long seed, int samples, Layers layers) {

    /** Pictures classified at once. */
    private static final int BATCH = 64;

    Directions sefa(int count) {
        List<Tensor> readings = bench.space().readings().subList(layers.first(), layers.last() + 1);
        return numbered("sefa", Components.factorized(readings, count), bench.many(seed, samples));
    }

    Directions pca(int count) {
        Tensor codes = bench.many(seed, samples);
        Components components =
                bench.space().name().equals("w")
                        ? Components.principal(codes, count)
                        : Components.throughLayer(codes, bench.space().readings().get(0), count);
        return numbered("pca", components, codes);
    }

    private Directions numbered(String method, Components components, Tensor codes) {
        List<String> names =
                IntStream.range(0, components.shares().size()).mapToObj(Integer::toString).toList();
        float[] merits = new float[names.size()];
        for (int i = 0; i < merits.length; i++) {
            merits[i] = components.shares().get(i).floatValue();
        }
        return directions(method, names, components.vectors(), merits, codes);
    }

    /**
     * One direction for each kind asked for: towards it and away from all others, or from one kind
     * to another.
     *
     * @param labels the kind of each sample
     * @param kinds all of them if empty, one or several against the rest
     * @param between whether there are two, the second against the first
     */
    Directions labels(int[] labels, List<Integer> kinds, boolean between, Separation.Plane plane) {
        Tensor codes = bench.many(seed, samples);
        List<String> names = new ArrayList<>();
        List<Tensor> vectors = new ArrayList<>();
        List<Float> merits = new ArrayList<>();
        List<Integer> towards = between ? kinds.subList(1, 2) : kinds;
        for (int kind : towards) {
            int[] chosen =
                    IntStream.range(0, labels.length)
                            .filter(i -> !between || labels[i] == kinds.get(0) || labels[i] == kind)
                            .toArray();
            boolean[] isKind = new boolean[chosen.length];
            for (int i = 0; i < chosen.length; i++) {
                isKind[i] = labels[chosen[i]] == kind;
            }
            long[] places = Arrays.stream(chosen).asLongStream().toArray();
            Tensor index = Tensor.of(places, places.length).to(codes.device());
            Separation found = Separation.of(codes.indexSelect(0, index), isKind, plane);
            names.add(
                    between ? className(kinds.get(0)) + " to " + className(kind) : className(kind));
            vectors.add(found.vector().unsqueeze(0));
            merits.add((float) found.accuracy());
        }
        float[] accuracies = new float[merits.size()];
        for (int i = 0; i < accuracies.length; i++) {
            accuracies[i] = merits.get(i);
        }
        Tensor rows = vectors.get(0).cat(0, vectors.stream().skip(1).toArray(Tensor[]::new));
        return directions("labels", names, rows, accuracies, codes);
    }

    private String className(int label) {
        List<String> classes = bench.run().classes();
        return label < classes.size() ? classes.get(label) : Integer.toString(label);
    }

    private Directions directions(
            String method, List<String> names, Tensor vectors, float[] merits, Tensor codes) {
        Tensor along = codes.matmul(vectors.to(codes.device()).transpose(0, 1)); // [n, count]
        Tensor centred = along.sub(along.mean(true, 0));
        float[] deviations = centred.square().mean(false, 0).sqrt().toFloats();
        return new Directions(
                bench.space().name(),
                method,
                layers,
                bench.generator().hash(),
                names,
                vectors.contiguous().toFloats(),
                deviations,
                merits);
    }

    /**
     * What a classifier takes the picture of each sample for.
     *
     * @throws ConfigException if the extractor is no classifier
     */
    int[] classified(Extractor extractor, Countdown countdown) {
        if (extractor.classes() < 2) {
            throw new ConfigException(
                    "--extractor: expected a classifier, found %s, which knows no classes; train one with 'cardigan measure train-extractor --data DATA'"
                            .formatted(extractor.name()));
        }
        Extractor.requireChannels(extractor, bench.shape().channels(), bench.run().name());
        Latents latents = bench.generator().latents(seed, samples);
        int[] classes = bench.classes(samples);
        int[] found = new int[samples];
        for (int first = 0; first < samples; first += BATCH) {
            int start = first;
            int now = Math.min(BATCH, samples - first);
            long[] kinds =
                    bench.generator()
                            .draw(
                                    latents.part(start, now),
                                    Arrays.copyOfRange(classes, start, start + now),
                                    pictures ->
                                            extractor
                                                    .of(pictures)
                                                    .logits()
                                                    .orElseThrow()
                                                    .argmax(1)
                                                    .toLongs());
            for (int i = 0; i < now; i++) {
                found[start + i] = (int) kinds[i];
            }
            countdown.done(start + now);
        }
        countdown.end();
        return found;
    }
}
