package dev.cardigan.cli;

import dev.cardigan.adversarial.Generative;
import dev.cardigan.data.Dataset;
import dev.cardigan.data.Sample;
import dev.cardigan.data.Source;
import dev.cardigan.data.Toy2d;
import dev.cardigan.tensor.Device;
import dev.cardigan.tensor.Randomness;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Equilibrium;
import dev.cardigan.training.EquilibriumRules;
import dev.cardigan.training.Run;

/** What a session's game is compared with to know whether it is at rest. */
final class Rest {

    private static final int POINTS = 1000;
    private static final int PICTURES = 256;

    /** Toy data of another seed than the run's is data it never sees. */
    private static final long HELD_OUT = 1_000_003;

    private Rest() {}

    /**
     * Watches a session. Toy data is compared with points of another seed; other data, of which
     * nothing is held out, with samples spread over all of it.
     */
    static Equilibrium watching(Session session, EquilibriumRules rules) {
        Run<?> run = session.run();
        Generative gan = Session.generative(run);
        return Scope.tidy(
                () -> {
                    Tensor real = real(session, session.source());
                    long count = real.size(0) / 2;
                    return Equilibrium.of(
                            rules,
                            gan,
                            real,
                            Session.classes(run, gan, (int) count),
                            new Randomness(session.settings().seed()));
                });
    }

    private static <R> Tensor real(Session session, Source<R> source) {
        int wanted = 2 * (session.model().shape().isPicture() ? PICTURES : POINTS);
        if (source.set() instanceof Toy2d toy) {
            return Sample.of(heldOut(toy).load(spread(Toy2d.SIZE, wanted)), Device.CPU).real();
        }
        Dataset<R> set = source.set();
        return source.toSample().apply(set.load(spread(set.size(), wanted)), Device.CPU).real();
    }

    /** The same distribution from another seed. */
    static Toy2d heldOut(Toy2d toy) {
        return Toy2d.of(toy.name(), HELD_OUT);
    }

    /** Places spread evenly, every other one first: each half of them covers all classes. */
    static int[] spread(int size, int wanted) {
        int count = Math.min(size, wanted) / 2 * 2;
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            long number = i < count / 2 ? 2L * i : 2L * (i - count / 2) + 1;
            places[i] = (int) (number * size / count);
        }
        return places;
    }
}
