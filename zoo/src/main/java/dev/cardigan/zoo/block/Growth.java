package dev.cardigan.zoo.block;

import dev.cardigan.adversarial.View;
import dev.cardigan.config.Doc;
import dev.cardigan.error.ConfigException;
import dev.cardigan.nn.Resample;
import dev.cardigan.optim.Schedule;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * How far a generator and a discriminator have grown: both begin with small pictures, and each
 * larger side fades in. Pictures have the full side at all times; while networks are small, their
 * pixels are repeated. Karras et al. 2018, https://arxiv.org/abs/1710.10196, section 2.
 *
 * <p>A level is how often 4x4 has been doubled; 2.25 stands for a quarter of 32x32 over 16x16. It
 * follows from the step alone, and lies in a buffer of the generator so that samples of a saved run
 * know it. No record: a network that refers to it must not save the buffer again.
 */
public final class Growth {

    /**
     * When networks grow.
     *
     * @param start side of the first pictures
     * @param steady steps at each side but the last, before the next fades in
     * @param fading steps in which a side fades in
     */
    public record Plan(
            @Doc(
                            value =
                                    "side of the first pictures; that of the data, or more, for none that grow",
                            unit = "pixels")
                    int start,
            @Doc(value = "at each side before the next fades in", unit = "steps") long steady,
            @Doc(
                            value =
                                    "in which a side fades in; with 0 and steady 0 all is there from the first step",
                            unit = "steps")
                    long fading) {

        /** 600,000 pictures each, in batches of 32. */
        public static final Plan PAPER = new Plan(8, 18_750, 18_750);

        public Plan {
            if (start < 4 || Integer.bitCount(start) != 1) {
                throw new ConfigException(
                        "growth.start: expected 4, 8, 16, 32, ..., found " + start);
            }
            if (steady < 0 || fading < 0) {
                throw new ConfigException(
                        "growth: expected steady >= 0 and fading >= 0, found %d and %d"
                                .formatted(steady, fading));
            }
        }

        private long period() {
            return steady + fading;
        }
    }

    /**
     * Where it stands.
     *
     * @param top level of the largest side that takes part
     * @param share of it; the rest is the side below
     */
    public record Now(int top, double share) {

        /** Whether the side below shows through. */
        public boolean isFading() {
            return share < 1;
        }

        /** Two pictures of the same side, mixed by the share. */
        Tensor mixed(Tensor smaller, Tensor larger) {
            return smaller.add(larger.sub(smaller).mul(share));
        }
    }

    private static final Resample DOUBLED = new Resample.Nearest(2);
    private static final Resample HALVED = new Resample.Average(2);

    private final Plan plan;
    private final int first;
    private final int last;
    private final Buffer level;

    private Growth(Plan plan, int first, int last) {
        this.plan = plan;
        this.first = first;
        this.last = last;
        this.level = new Buffer(Tensor.full(level(0)));
    }

    /**
     * @param side of the data
     */
    public static Growth of(Plan plan, int side) {
        int last = PictureSide.doublings(side);
        return new Growth(plan, Math.min(PictureSide.doublings(plan.start()), last), last);
    }

    /** Level of the first pictures. */
    public int first() {
        return first;
    }

    /** The level now, scalar. */
    Buffer buffer() {
        return level;
    }

    public Now now() {
        // Weights of a run that began with other sides may have brought another level.
        double now = Math.min(last, Math.max(first, level.value().item()));
        int top = (int) Math.ceil(now);
        return new Now(top, top == now ? 1 : now - (top - 1));
    }

    /** The level at a step. */
    double level(long step) {
        long grown = plan.period() == 0 ? last : step / plan.period();
        if (first + grown >= last) {
            return last;
        }
        long faded = step - grown * plan.period() - plan.steady();
        // The first step of a side already sees something of it, the last not yet all.
        return first + grown + Math.max(0, (faded + 1.0) / (plan.fading() + 1));
    }

    /**
     * A schedule of stages, one while a side is steady and one while it fades in; rules forget at
     * each, as new layers would otherwise be moved by corrections that are long gone.
     *
     * @param factor of the learning rate at a level
     */
    public Schedule schedule(Schedule whole, IntToDoubleFunction factor) {
        List<Schedule.Stages.Stage> stages = new ArrayList<>();
        int begun = plan.period() == 0 ? last : first;
        stages.add(new Schedule.Stages.Stage(0, factor.applyAsDouble(begun)));
        for (int top = begun + 1; top <= last; top++) {
            long fade = (top - 1L - first) * plan.period() + plan.steady();
            if (fade > 0 && plan.fading() > 0) {
                stages.add(new Schedule.Stages.Stage(fade, factor.applyAsDouble(top)));
            }
            long steady = (top - (long) first) * plan.period();
            if (plan.steady() > 0 || top == last) {
                stages.add(new Schedule.Stages.Stage(steady, factor.applyAsDouble(top)));
            }
        }
        return new Schedule.Stages(stages, whole);
    }

    /** Real pictures as the networks would have them now, and the steps to grow by. */
    public View view() {
        return new Growing(this);
    }

    /** Pictures of the full side [batch, channels, side, side] at the top level's side. */
    Tensor shrunk(Tensor pictures, int top) {
        return top == last ? pictures : new Resample.Average(1L << (last - top)).forward(pictures);
    }

    /** Pictures of the top level's side at the full side. */
    Tensor enlarged(Tensor pictures, int top) {
        return top == last ? pictures : new Resample.Nearest(1L << (last - top)).forward(pictures);
    }

    static Tensor doubled(Tensor pictures) {
        return DOUBLED.forward(pictures);
    }

    static Tensor halved(Tensor pictures) {
        return HALVED.forward(pictures);
    }

    /** Without the details that the generator cannot have yet. */
    private Tensor faded(Tensor real) {
        Now now = now();
        Tensor small = shrunk(real, now.top());
        Tensor seen = now.isFading() ? now.mixed(doubled(halved(small)), small) : small;
        return enlarged(seen, now.top());
    }

    private record Growing(Growth growth) implements View {
        @Override
        public Tensor of(Tensor samples) {
            return samples;
        }

        @Override
        public Optional<UnaryOperator<Tensor>> onReal() {
            return Optional.of(growth::faded);
        }

        @Override
        public void at(long step) {
            growth.level.value().fill(growth.level(step));
        }
    }
}
