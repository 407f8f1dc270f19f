package dev.cardigan.zoo;

import dev.cardigan.adversarial.AdversarialLoss;
import dev.cardigan.adversarial.Curable;
import dev.cardigan.adversarial.History;
import dev.cardigan.adversarial.LeastSquares;
import dev.cardigan.adversarial.Loss;
import dev.cardigan.adversarial.Phase;
import dev.cardigan.adversarial.Safeguards;
import dev.cardigan.adversarial.Scores;
import dev.cardigan.adversarial.Shared;
import dev.cardigan.adversarial.Translating;
import dev.cardigan.config.Doc;
import dev.cardigan.data.Intake;
import dev.cardigan.data.Unpaired;
import dev.cardigan.error.Require;
import dev.cardigan.nn.Initializer;
import dev.cardigan.nn.Layer;
import dev.cardigan.nn.Network;
import dev.cardigan.optim.Adam;
import dev.cardigan.optim.Rule;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.RandomStream;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.zoo.block.Cures;
import dev.cardigan.zoo.block.Norm;
import dev.cardigan.zoo.block.PatchDiscriminator;
import dev.cardigan.zoo.block.ResnetGenerator;
import dev.cardigan.zoo.block.ResnetGenerator.Enlarging;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * CycleGAN: two generators between two kinds of pictures, each of which must be undone by the
 * other; two discriminators. Needs no pairs.
 *
 * <p>Zhu et al., 2017, https://arxiv.org/abs/1703.10593. {@code cardigan train cyclegan --data
 * paintings,photographs}.
 *
 * @param generators to B and to A
 * @param judges of pictures in B and of pictures in A
 * @param madeB what was generated in B, of which the judge sees some again
 * @param madeA the same in A
 * @param random what both are exchanged by
 * @param shared what the generators made of a batch, for the judges
 * @param safeguards it is played with; the view is of what the judges see
 */
public record CycleGan(
        Sides generators,
        Sides judges,
        History madeB,
        History madeA,
        RandomStream random,
        Settings settings,
        CycleGan.Made shared,
        Safeguards safeguards)
        implements Translating<Unpaired>, Curable<Unpaired> {

    private static final double DEVIATION = 0.02;

    public record Settings(
            @Doc("channels of the generators at full size") long width,
            @Doc("residual blocks: 6 up to 128 pixels, 9 above") int blocks,
            @Doc(
                            "how the generators enlarge: transposed (the paper) or nearest, which leaves no grain of 2 pixels")
                    Enlarging enlarging,
            @Doc("channels of the discriminators' first layer") long judgeWidth,
            @Doc("how often the discriminators halve: 3 for patches of 70 pixels, 2 for 34")
                    int judgeLayers,
            @Doc("weight of the adversarial term, (D(G(x)) - 1)^2") double adversarial,
            @Doc("weight of the way there and back, L1") double cycle,
            @Doc("weight of leaving what is there already, L1, as a share of cycle; 0 for none")
                    double identity,
            @Doc(
                            value =
                                    "kept of what was generated; half of what the judges see is old",
                            unit = "pictures")
                    int history,
            @Doc("how the generators move") Rule generator,
            @Doc("how the discriminators move") Rule discriminator,
            @Doc("factor of both learning rates over steps") Schedule schedule) {

        /**
         * 100 epochs at the whole rate and 100 straight down to 0, in steps of one picture of
         * horse2zebra, whose larger side has 1,334.
         */
        private static final Schedule DECAY = new Schedule.Linear(133_400, 133_400);

        /** The paper takes six blocks up to this side. */
        private static final int SIDE_OF_SIX = 128;

        private static final Rule ADAM = Adam.rate(2e-4).betas(0.5, 0.999);

        public static final Settings PAPER =
                new Settings(64, 9, Enlarging.TRANSPOSED, 64, 3, 1, 10, 0.5, 50, ADAM, ADAM, DECAY);

        public Settings {
            Require.positive("cyclegan.width", width);
            Require.positive("cyclegan.blocks", blocks);
            Require.positive("cyclegan.judgeWidth", judgeWidth);
            Require.positive("cyclegan.judgeLayers", judgeLayers);
            Require.weight("cyclegan.adversarial", adversarial);
            Require.weight("cyclegan.cycle", cycle);
            Require.weight("cyclegan.identity", identity);
            Require.notNegative("cyclegan.history", history);
        }

        Settings fitted(int side) {
            return new Settings(
                    width,
                    side <= SIDE_OF_SIX ? 6 : blocks,
                    enlarging,
                    judgeWidth,
                    PatchDiscriminator.layersFor(side),
                    adversarial,
                    cycle,
                    identity,
                    history,
                    generator,
                    discriminator,
                    schedule);
        }
    }

    public static final Recipe<Settings, Unpaired> RECIPE =
            new Recipe<>(
                    "cyclegan",
                    new Citation(
                            "Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks",
                            "Zhu, Park, Isola, Efros",
                            2017,
                            "https://arxiv.org/abs/1703.10593"),
                    "Pictures of one kind into another and back without pairs; style transfer is this on paintings and photographs. Sides are multiples of 4.",
                    "The translated picture keeps its subject and takes the other style; cycle falls below 0.1 per pixel.",
                    sample -> Settings.PAPER.fitted(sample.shape().height()),
                    Intake.UNPAIRED,
                    CycleGan::of);

    /** One network for each side. */
    public record Sides(Layer b, Layer a) implements Network {}

    /** Generated pictures of a batch, without graph. */
    record Made(Shared<Unpaired, Tensor> b, Shared<Unpaired, Tensor> a) {}

    public static CycleGan of(Settings settings, Recipe.Sample sample, Randomness randomness) {
        Initializer initializer = Initializer.normal(randomness.stream("init"), DEVIATION);
        long channels = sample.shape().channels();
        return with(
                new Sides(
                        generator(settings, channels, initializer),
                        generator(settings, channels, initializer)),
                new Sides(
                        judge(settings, channels, sample.cures(), initializer),
                        judge(settings, channels, sample.cures(), initializer)),
                settings,
                randomness);
    }

    /** With networks of one's own: generators of the same size, judges that score patches. */
    public static CycleGan with(
            Sides generators, Sides judges, Settings settings, Randomness randomness) {
        RandomStream random = randomness.stream("history");
        return new CycleGan(
                generators,
                judges,
                History.of(settings.history(), random),
                History.of(settings.history(), random),
                random,
                settings,
                new Made(new Shared<>(), new Shared<>()),
                Safeguards.NONE);
    }

    @Override
    public CycleGan with(Safeguards value) {
        return new CycleGan(generators, judges, madeB, madeA, random, settings, shared, value);
    }

    @Override
    public Optional<AdversarialLoss> loss() {
        return Optional.of(new LeastSquares());
    }

    private static Layer generator(Settings settings, long channels, Initializer initializer) {
        return ResnetGenerator.of(
                channels,
                channels,
                settings.width(),
                settings.blocks(),
                settings.enlarging(),
                initializer);
    }

    private static Layer judge(
            Settings settings, long channels, Cures cures, Initializer initializer) {
        return PatchDiscriminator.of(
                channels,
                settings.judgeWidth(),
                settings.judgeLayers(),
                Norm.INSTANCE,
                cures,
                initializer);
    }

    /** The generators move first, as in the reference; the judges then see what they made. */
    @Override
    public List<Phase<Unpaired>> phases() {
        List<Function<Unpaired, Loss>> addends = new ArrayList<>(List.of(this::toB, this::toA));
        if (settings.identity() > 0) {
            addends.addAll(List.of(this::identityA, this::identityB));
        }
        return safeguards.in(
                List.of(
                        Phase.of("generators", settings.generator(), addends, generators)
                                .scheduled(settings.schedule()),
                        Phase.of(
                                        "discriminators",
                                        settings.discriminator(),
                                        this::discriminatorLoss,
                                        judges)
                                .scheduled(settings.schedule())));
    }

    /** A way there and back by itself: only its own graph is held. */
    private Loss toB(Unpaired batch) {
        Tensor b = generators.b().forward(batch.inA());
        shared.b().of(batch, b::detach);
        return Loss.of("toB", fooled(judges.b(), b))
                .plus("cycleA", apart(generators.a().forward(b), batch.inA(), 1));
    }

    private Loss toA(Unpaired batch) {
        Tensor a = generators.a().forward(batch.inB());
        shared.a().of(batch, a::detach);
        return Loss.of("toA", fooled(judges.a(), a))
                .plus("cycleB", apart(generators.b().forward(a), batch.inB(), 1));
    }

    private Loss identityA(Unpaired batch) {
        Tensor same = generators.a().forward(batch.inA());
        return Loss.of("identityA", apart(same, batch.inA(), settings.identity()));
    }

    private Loss identityB(Unpaired batch) {
        Tensor same = generators.b().forward(batch.inB());
        return Loss.of("identityB", apart(same, batch.inB(), settings.identity()));
    }

    /** The loss halves its square; the paper's generators do not. */
    private Tensor fooled(Layer judge, Tensor made) {
        return played().forGenerator(made::detach, score(judge, made))
                .mul(2 * settings.adversarial());
    }

    private AdversarialLoss played() {
        return safeguards.insteadOf(new LeastSquares());
    }

    private Tensor score(Layer judge, Tensor pictures) {
        return judge.forward(safeguards.view().of(pictures));
    }

    private Tensor apart(Tensor found, Tensor expected, double share) {
        return found.distance(expected).mul(settings.cycle() * share);
    }

    private Loss discriminatorLoss(Unpaired batch) {
        Tensor b = shared.b().of(batch, () -> generators.b().forward(batch.inA()));
        Tensor a = shared.a().of(batch, () -> generators.a().forward(batch.inB()));
        Tensor realB = score(judges.b(), batch.inB());
        Tensor fakeB = score(judges.b(), madeB.exchange(b));
        Tensor realA = score(judges.a(), batch.inA());
        Tensor fakeA = score(judges.a(), madeA.exchange(a));
        AdversarialLoss loss = played();
        return Loss.of("b", loss.forDiscriminator(realB, fakeB))
                .plus("a", loss.forDiscriminator(realA, fakeA))
                .watching(Scores.ACCURACY_ON_REAL, above(realB).add(above(realA)).mul(0.5))
                .watching(Scores.ACCURACY_ON_FAKE, above(fakeB).add(above(fakeA)).mul(-0.5).add(1));
    }

    private static Tensor above(Tensor scores) {
        return scores.detach().greater(0.5).mean();
    }

    @Override
    public Network sampler() {
        return generators;
    }

    @Override
    public List<String> directions() {
        return List.of("b", "a");
    }

    @Override
    public Layer translator(String direction) {
        return direction.equals("a") ? generators.a() : generators.b();
    }

    @Override
    public int factor() {
        return 1;
    }

    @Override
    public int stride() {
        return ResnetGenerator.STRIDE;
    }

    /** 6 pixels on the way down, 8 for each block, 9 on the way up; rounded up to the stride. */
    @Override
    public int reach() {
        return 16 + 8 * settings.blocks();
    }

    @Override
    public Map<String, Tensor> shown(Unpaired batch) {
        Tensor b = generators.b().forward(batch.inA());
        Tensor a = generators.a().forward(batch.inB());
        Map<String, Tensor> columns = new LinkedHashMap<>();
        columns.put("a", batch.inA());
        columns.put("to b", b);
        columns.put("back", generators.a().forward(b));
        columns.put("b", batch.inB());
        columns.put("to a", a);
        columns.put("and back", generators.b().forward(a));
        return columns;
    }
}
