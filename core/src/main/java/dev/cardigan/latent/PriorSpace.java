package dev.cardigan.latent;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.ShapeException;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.TransposedConvolution;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The latents of a generator without styles. */
record PriorSpace(Generative generator) implements Space {

    @Override
    public String name() {
        return "z";
    }

    @Override
    public int layers() {
        return 1;
    }

    @Override
    public long length() {
        return Arrays.stream(latentShape()).skip(1).reduce(1, Math::multiplyExact);
    }

    private long[] latentShape() {
        return Scope.tidy(() -> generator.latents(RandomStream.seeded(0), 1)).shape();
    }

    @Override
    public double truncation() {
        return 1;
    }

    @Override
    public Tensor codes(Tensor latents, Tensor classes) {
        return latents.reshape(latents.size(0), 1, -1);
    }

    /**
     * @throws ConfigException for another share than 1
     */
    @Override
    public Tensor truncated(Tensor codes, double share) {
        if (share != 1) {
            throw new ConfigException(
                    "--psi: expected a generator with styles (stylegan1, stylegan2, stylegan3, or one of these with classes) to draw them towards their mean, found one without");
        }
        return codes;
    }

    @Override
    public Tensor paint(Tensor codes, Tensor classes, List<Tensor> noises) {
        if (!noises.isEmpty()) {
            throw new ShapeException(
                    "noise: expected none, because this generator adds none, found "
                            + noises.size());
        }
        long[] shape = latentShape();
        shape[0] = codes.size(0);
        return generator.generate(codes.reshape(shape), classes);
    }

    @Override
    public List<Tensor> noises() {
        return List.of();
    }

    /** The weight of the first layer that latents meet, without what it does with classes. */
    @Override
    public List<Tensor> readings() {
        long length = length();
        Map<String, Linear> linear = Tree.leaves(generator.sampler(), Linear.class);
        Map<String, TransposedConvolution> enlarging =
                Tree.leaves(generator.sampler(), TransposedConvolution.class);
        Optional<Tensor> first =
                linear.values().stream()
                        .map(layer -> layer.weight().value()) // [out, in]
                        .filter(weight -> takes(weight.size(1), length))
                        .findFirst()
                        .or(() -> enlarging.values().stream().findFirst().map(PriorSpace::asMatrix))
                        .filter(weight -> takes(weight.size(1), length));
        return List.of(
                first.orElseThrow(
                                () ->
                                        new ConfigException(
                                                "sefa: expected a generator that begins with a linear layer or a transposed convolution of %d inputs, found none; try --method labels"
                                                        .formatted(length)))
                        .narrow(1, 0, length));
    }

    /** Classes, where there are any, stand behind the latent. */
    private boolean takes(long inputs, long length) {
        return inputs >= length && (inputs == length || generator.classes() > 0);
    }

    /** [in, out, kernel..] on a latent of one pixel: [out * kernel, in]. */
    private static Tensor asMatrix(TransposedConvolution layer) {
        Tensor weight = layer.weight().value();
        return weight.contiguous().reshape(weight.size(0), -1).transpose(0, 1);
    }
}
