package dev.cardigan.cli;

import dev.cardigan.nn.Network;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.tensor.Footprint;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Rescue;
import dev.cardigan.training.Run;
import dev.cardigan.training.Trainer;
import java.io.PrintWriter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run would be, need and last: told from the data, the model and a few real steps. */
final class DryRun {

    private static final int WARM_UP = 1;
    private static final int MEASURED = 2;

    /** Weights, their average, and two moments of Adam, in F32. */
    private static final long BYTES_PER_PARAMETER = 16;

    private final Session session;
    private final PrintWriter out;

    DryRun(Session session, PrintWriter out) {
        this.session = session;
        this.out = out;
    }

    /** Prints it. Takes three steps; writes nothing. */
    void tell() {
        tellData();
        networks().forEach(this::tellNetwork);
        out.flush(); // what follows may take long, or more memory than there is
        tellCost();
        out.println("Nothing was written: leave out --dry-run to train.");
        out.flush();
    }

    private void tellData() {
        out.println("Data: " + session.source().set().name());
        session.decisions().forEach(decision -> out.println("  " + decision));
        int classes = session.source().set().classes().size();
        out.printf(
                Locale.ROOT,
                "  %s samples of %s, %s; one epoch is %s steps of %d%n",
                HumanUnits.count(session.source().set().size()),
                session.model().shape(),
                classes == 0 ? "no classes" : classes + " classes",
                HumanUnits.count(
                        Math.max(1, session.source().set().size() / session.settings().batch())),
                session.settings().batch());
    }

    /** The networks of the GAN, by the name that its settings and weights have. */
    private Map<String, Network> networks() {
        Map<String, Network> networks = new LinkedHashMap<>();
        if (session.run().gan() instanceof Record game) {
            for (RecordComponent component : game.getClass().getRecordComponents()) {
                if (Network.class.isAssignableFrom(component.getType())) {
                    networks.put(component.getName(), (Network) read(component, game));
                }
            }
        }
        return networks.isEmpty() ? Map.of("model", session.run().gan()) : networks;
    }

    private static Object read(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + component + " of a public record", e);
        }
    }

    private void tellNetwork(String name, Network network) {
        out.printf("%n%s: %s parameters%n", name, HumanUnits.count(network.size()));
        int width = network.weights().keySet().stream().mapToInt(String::length).max().orElse(0);
        network.weights().forEach((weight, tensor) -> tellWeight(weight, tensor, width));
    }

    private void tellWeight(String name, Tensor tensor, int width) {
        String pattern = "  %-" + Math.max(1, width) + "s  %-20s %12s%n";
        out.printf(
                Locale.ROOT,
                pattern,
                name,
                Arrays.toString(tensor.shape()),
                HumanUnits.count(tensor.count()));
    }

    private void tellCost() {
        Measured measured = measured();
        RunSettings settings = session.settings();
        long kept = session.run().gan().size() * BYTES_PER_PARAMETER;
        double perStep = measured.secondsPerStep();
        out.printf(
                Locale.ROOT,
                "%nMemory: %s for weights, average and optimizers; %s resident in all while training, of which %s came with the first steps (activations, gradients, batches)%n",
                HumanUnits.bytes(kept),
                HumanUnits.bytes(measured.peakBytes()),
                HumanUnits.bytes(Math.max(0, measured.peakBytes() - measured.bytesBefore())));
        out.printf(
                Locale.ROOT,
                "Disk: about %s a checkpoint, %d are kept%n",
                HumanUnits.bytes(kept),
                settings.keep());
        out.printf(
                Locale.ROOT,
                "Time: %s steps at %s ms each with %d %s: about %s (from %d real steps; samples and checkpoints come on top)%n",
                HumanUnits.count(settings.steps()),
                HumanUnits.number(perStep * 1000),
                session.threads(),
                session.threads() == 1 ? "thread" : "threads",
                HumanUnits.duration(perStep * settings.steps()),
                MEASURED);
    }

    /**
     * @param secondsPerStep after warm-up
     * @param bytesBefore resident before the first step
     * @param peakBytes the most that was resident after a step
     */
    private record Measured(double secondsPerStep, long bytesBefore, long peakBytes) {}

    private Measured measured() {
        List<Long> times = new ArrayList<>();
        List<Long> bytes = new ArrayList<>();
        Hook watch =
                run -> {
                    times.add(System.nanoTime());
                    bytes.add(Footprint.residentBytes());
                };
        Run<?> run = session.run();
        new Trainer(List.of(watch), Rescue.NONE, () -> run.step() >= WARM_UP + MEASURED).train(run);
        int last = times.size() - 1;
        int first = Math.min(WARM_UP, last);
        double seconds =
                last == first ? 0 : (times.get(last) - times.get(first)) / 1e9 / (last - first);
        return new Measured(
                seconds, bytes.get(0), bytes.stream().mapToLong(Long::longValue).max().orElse(0));
    }
}
