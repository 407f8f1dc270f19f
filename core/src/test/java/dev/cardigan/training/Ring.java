package dev.cardigan.training;

import dev.cardigan.adversarial.Game;
import dev.cardigan.adversarial.NonSaturating;
import dev.cardigan.adversarial.Prior;
import dev.cardigan.adversarial.TwoPlayer;
import dev.cardigan.data.Batch;
import dev.cardigan.nn.Activation;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.LeakyRelu;
import dev.cardigan.nn.Linear;
import dev.cardigan.nn.None;
import dev.cardigan.nn.Sequential;
import dev.cardigan.optim.Adam;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.RandomSource;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tensor;
import java.util.Map;

/** A small GAN on points of a circle: enough of a game for tests of the loop. */
final class Ring {

    private Ring() {}

    static TwoPlayer<None> gan(long seed, int width) {
        return gan(seed, width, Game.of(NonSaturating.plain(), Adam.rate(1e-3).betas(0.5, 0.999)));
    }

    static TwoPlayer<None> gan(long seed, int width, Game game) {
        return gan(seed, width, game, new Randomness(seed).stream("latent"));
    }

    static TwoPlayer<None> gan(long seed, int width, Game game, RandomSource latents) {
        Randomness randomness = new Randomness(seed);
        Initializer initializer = Initializer.uniform(randomness.stream("init"));
        Sequential generator =
                Sequential.of(
                        Linear.of(2, width, initializer),
                        Activation.RELU,
                        Linear.of(width, width, initializer),
                        Activation.RELU,
                        Linear.of(width, 2, initializer));
        Sequential discriminator =
                Sequential.of(
                        Linear.of(2, width, initializer),
                        new LeakyRelu(0.2),
                        Linear.of(width, width, initializer),
                        new LeakyRelu(0.2),
                        Linear.of(width, 1, initializer));
        Prior<None> prior = Prior.of(2, Prior.Shape.NORMAL, latents);
        return TwoPlayer.of(generator, discriminator, prior, game, randomness.stream("penalty"));
    }

    /** Points of the circle, spread by the golden angle, so that the position is one number. */
    static final class Points implements Feed<Batch<None>> {

        private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

        private final int size;
        private long position;

        Points(int size) {
            this.size = size;
        }

        @Override
        public Batch<None> next() {
            long first = position++ * size;
            Tensor angle =
                    Tensor.arange(size)
                            .to(DType.F64)
                            .add(first)
                            .mul(GOLDEN_ANGLE)
                            .to(DType.F32)
                            .unsqueeze(1);
            return new Batch<>(sine(angle.add(Math.PI / 2)).cat(1, sine(angle)), None.NONE);
        }

        private static Tensor sine(Tensor x) {
            return Tensor.wrap(x.handle().sin());
        }

        @Override
        public int batchSize() {
            return size;
        }

        @Override
        public Map<String, Long> position() {
            return Map.of("position", position);
        }

        @Override
        public void resumeAt(Map<String, Long> saved) {
            position = saved.getOrDefault("position", 0L);
        }

        @Override
        public void detour() {
            position += 1_000_000;
        }

        @Override
        public void close() {}
    }
}
