package dev.cardigan.adversarial;

import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Safeguards against mode collapse and oscillation in a game of any form ({@link Curable}): what
 * its discriminators see, what its players pay for leaving their past, when its discriminators
 * rest. A {@link TwoPlayer} has them by its view, its {@link Game} and its {@link Tactics}.
 *
 * @param view how discriminators see samples
 * @param pasts of the networks of each phase, by its name; none without historical averaging
 * @param referee says how often discriminators move; absent: always
 * @param loss in place of the game's own; absent: the game's own
 */
public record Safeguards(
        View view,
        Map<String, WeightHistory> pasts,
        Optional<Referee> referee,
        Optional<AdversarialLoss> loss) {

    public static final Safeguards NONE =
            new Safeguards(View.identity(), Map.of(), Optional.empty(), Optional.empty());

    public Safeguards {
        pasts = Collections.unmodifiableMap(new LinkedHashMap<>(pasts));
    }

    /** These, seen through one more view. */
    public Safeguards seenThrough(View more) {
        return new Safeguards(view.then(more), pasts, referee, loss);
    }

    /** These, with all networks of the phases paying for leaving their past. */
    public Safeguards averaging(HistoricalAveraging how, List<? extends Phase<?>> phases) {
        Map<String, WeightHistory> all = new LinkedHashMap<>();
        phases.forEach(phase -> all.put(phase.name(), how.from(parameters(phase))));
        return new Safeguards(view, all, referee, loss);
    }

    /** These, with discriminators that rest while they win. */
    public Safeguards balancing(Balance how) {
        return new Safeguards(view, pasts, Optional.of(Referee.of(how)), loss);
    }

    /** These, under another loss. */
    public Safeguards under(AdversarialLoss value) {
        return new Safeguards(view, pasts, referee, Optional.of(value));
    }

    /** Whether a phase is a discriminator's turn: then its name begins so. */
    public static boolean isDiscriminators(Phase<?> phase) {
        return phase.name().startsWith("discriminator");
    }

    /** The game's loss, or the one in its place. */
    public AdversarialLoss insteadOf(AdversarialLoss own) {
        return loss.orElse(own);
    }

    /**
     * Told the number of every step, from 0, before the turns.
     *
     * @param phases of the game, asked for only where somebody has a past
     */
    public void at(long step, Supplier<? extends List<? extends Phase<?>>> phases) {
        view.at(step);
        if (pasts.isEmpty()) {
            return;
        }
        for (Phase<?> phase : phases.get()) {
            WeightHistory past = pasts.get(phase.name());
            if (past != null) {
                past.follow(parameters(phase), step);
            }
        }
    }

    /** The phases of a game, played with these. */
    public <B> List<Phase<B>> in(List<Phase<B>> phases) {
        List<Phase<B>> played = new ArrayList<>();
        for (Phase<B> phase : phases) {
            Phase<B> paying = paying(phase);
            played.add(referee.map(it -> refereed(paying, phases, it)).orElse(paying));
        }
        return played;
    }

    private <B> Phase<B> paying(Phase<B> phase) {
        WeightHistory past = pasts.get(phase.name());
        if (past == null) {
            return phase;
        }
        List<Function<B, Loss>> addends = new ArrayList<>(phase.addends());
        addends.add(batch -> Loss.of(Standing.HISTORY, past.price(parameters(phase))));
        return phase.minimising(addends);
    }

    private static <B> Phase<B> refereed(Phase<B> phase, List<Phase<B>> all, Referee referee) {
        List<Function<B, Loss>> addends = new ArrayList<>(phase.addends());
        if (isDiscriminators(phase)) {
            addends.replaceAll(addend -> addend.andThen(loss -> observed(loss, referee)));
            return phase.minimising(addends).paced(referee::updates);
        }
        int last = addends.size() - 1;
        Function<B, Loss> own = addends.get(last);
        addends.set(
                last,
                batch -> {
                    Loss loss = own.apply(batch);
                    lookedAt(batch, all, referee);
                    return loss;
                });
        return phase.minimising(addends);
    }

    /** While discriminators rest, only the others' turns show how well they still do. */
    private static <B> void lookedAt(B batch, List<Phase<B>> all, Referee referee) {
        if (referee.updates(1) > 0) {
            return;
        }
        Gradient.untracked(
                () ->
                        all.stream()
                                .filter(Safeguards::isDiscriminators)
                                .forEach(turn -> observed(turn.loss().apply(batch), referee)));
    }

    private static Loss observed(Loss loss, Referee referee) {
        Tensor onReal = loss.watched().get(Scores.ACCURACY_ON_REAL);
        Tensor onFake = loss.watched().get(Scores.ACCURACY_ON_FAKE);
        if (onReal != null) {
            referee.observeReal(onReal);
        }
        if (onFake != null) {
            referee.observeFake(onFake);
        }
        return loss;
    }

    private static List<Parameter> parameters(Phase<?> phase) {
        return phase.networks().stream().map(Network::parameters).flatMap(List::stream).toList();
    }
}
