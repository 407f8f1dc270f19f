package dev.cardigan.cli;

import dev.cardigan.data.Dataset;
import dev.cardigan.nn.Network;
import dev.cardigan.report.HumanUnits;
import dev.cardigan.tensor.Footprint;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.training.Hook;
import dev.cardigan.training.Rescue;
import dev.cardigan.training.Run;
import dev.cardigan.training.Trainer;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run would be, need and last: told from the data, the model and a few real steps. */
final class DryRun {

    private static final int WARM_UP = 1;
    private static final int MEASURED = 2;

    /** Weights, their average, and two moments of Adam, in F32. */
    private static final long BYTES_PER_PARAMETER = 16;

    private final Session session;
    private final Screen screen;

    DryRun(Session session, Screen screen) {
        this.session = session;
        this.screen = screen;
    }

    /** Prints it, one object for programs. Takes three steps; writes nothing. */
    void tell() {
        tellData();
        networks().forEach(this::tellNetwork); // what follows may take long, or too much memory
        Measured measured = measured();
        tellCost(measured);
        screen.conclude("Nothing was written: leave out --dry-run to train.");
        screen.event("dry-run", tree(measured));
    }

    private void tellData() {
        screen.conclude("Data: " + session.source().set().name());
        session.decisions().forEach(decision -> screen.conclude("  " + decision));
        int classes = session.source().set().classes().size();
        screen.conclude(
                "  %s samples of %s, %s; one epoch is %s steps of %d"
                        .formatted(
                                HumanUnits.count(session.source().set().size()),
                                session.model().shape(),
                                classes == 0 ? "no classes" : classes + " classes",
                                HumanUnits.count(stepsPerEpoch()),
                                session.settings().batch()));
    }

    private int stepsPerEpoch() {
        return Math.max(1, session.source().set().size() / session.settings().batch());
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
        screen.conclude("");
        screen.conclude(name + ": " + HumanUnits.count(network.size()) + " parameters");
        int width = network.weights().keySet().stream().mapToInt(String::length).max().orElse(0);
        network.weights().forEach((weight, tensor) -> tellWeight(weight, tensor, width));
    }

    private void tellWeight(String name, Tensor tensor, int width) {
        screen.conclude(
                "  %s  %-20s %12s"
                        .formatted(
                                name + " ".repeat(width - name.length()),
                                Arrays.toString(tensor.shape()),
                                HumanUnits.count(tensor.count())));
    }

    /** Of weights, average and optimizers: in memory, and in a checkpoint. */
    private long keptBytes() {
        return session.run().gan().size() * BYTES_PER_PARAMETER;
    }

    private void tellCost(Measured measured) {
        RunSettings settings = session.settings();
        double perStep = measured.secondsPerStep();
        screen.conclude("");
        screen.conclude(
                "Memory: %s for weights, average and optimizers; %s resident in all while training, of which %s came with the first steps (activations, gradients, batches)"
                        .formatted(
                                HumanUnits.bytes(keptBytes()),
                                HumanUnits.bytes(measured.peakBytes()),
                                HumanUnits.bytes(measured.bytesOfSteps())));
        screen.conclude(
                "Disk: about %s a checkpoint, %d are kept"
                        .formatted(HumanUnits.bytes(keptBytes()), settings.keep()));
        screen.conclude(
                "Time: %s steps at %s ms each with %d %s: about %s (from %d real steps; samples and checkpoints come on top)"
                        .formatted(
                                HumanUnits.count(settings.steps()),
                                HumanUnits.number(perStep * 1000),
                                session.threads(),
                                session.threads() == 1 ? "thread" : "threads",
                                HumanUnits.duration(perStep * settings.steps()),
                                MEASURED));
    }

    private Map<String, Object> tree(Measured measured) {
        Map<String, Object> parts = new LinkedHashMap<>();
        networks().forEach((name, network) -> parts.put(name, tree(network)));
        RunSettings settings = session.settings();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("paper", session.paper());
        tree.put("data", dataTree());
        tree.put("networks", parts);
        tree.put("batch", settings.batch());
        tree.put("stepsPerEpoch", stepsPerEpoch());
        tree.put("keptBytes", keptBytes());
        tree.put("peakBytes", measured.peakBytes());
        tree.put("bytesOfSteps", measured.bytesOfSteps());
        tree.put("checkpointBytes", keptBytes());
        tree.put("checkpointsKept", settings.keep());
        tree.put("threads", session.threads());
        tree.put("steps", settings.steps());
        tree.put("secondsPerStep", measured.secondsPerStep());
        tree.put("seconds", measured.secondsPerStep() * settings.steps());
        return tree;
    }

    private Map<String, Object> dataTree() {
        Dataset<?> set = session.source().set();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", set.name());
        tree.put("samples", set.size());
        tree.put("shape", session.model().shape().toString());
        tree.put("classes", set.classes().size());
        tree.put("decisions", session.decisions());
        return tree;
    }

    private static Map<String, Object> tree(Network network) {
        Map<String, Object> weights = new LinkedHashMap<>();
        network.weights()
                .forEach(
                        (name, tensor) ->
                                weights.put(name, Arrays.stream(tensor.shape()).boxed().toList()));
        return Map.of("parameters", network.size(), "weights", weights);
    }

    /**
     * @param secondsPerStep after warm-up
     * @param bytesBefore resident before the first step
     * @param peakBytes the most that was resident after a step
     */
    private record Measured(double secondsPerStep, long bytesBefore, long peakBytes) {

        /** What came with the first steps: activations, gradients, batches. */
        long bytesOfSteps() {
            return Math.max(0, peakBytes - bytesBefore);
        }
    }

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
