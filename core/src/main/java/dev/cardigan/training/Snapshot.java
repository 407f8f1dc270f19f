package dev.cardigan.training;

import dev.cardigan.checkpoint.Checkpoint;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.error.CheckpointException;
import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Threads;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A run's state as the content of a checkpoint, and back. */
public final class Snapshot {

    private Snapshot() {}

    /**
     * @throws NotFinite if something in it is not: such a state is never saved
     */
    static Checkpoint.Content of(Run<?> run) {
        return Scope.tidy(
                () -> {
                    Map<String, Map<String, TensorData>> files = new LinkedHashMap<>();
                    run.state()
                            .forEach(
                                    (file, tensors) ->
                                            files.put(file, data(run.step(), file, tensors)));
                    return Checkpoint.Content.of(files, state(run));
                });
    }

    private static Map<String, TensorData> data(
            long step, String file, Map<String, Tensor> tensors) {
        Map<String, TensorData> data = new LinkedHashMap<>();
        tensors.forEach(
                (name, tensor) -> {
                    if (!file.equals("log") && !Guard.isFinite(tensor)) {
                        throw new NotFinite(
                                "step %d, checkpoint: %s '%s' is not finite (NaN or infinity)"
                                        .formatted(step, file, name));
                    }
                    data.put(name, data(tensor));
                });
        return data;
    }

    /** The bytes of a tensor, for a file. */
    public static TensorData data(Tensor tensor) {
        return new TensorData(
                TensorData.Type.valueOf(tensor.dtype().name()), tensor.shape(), tensor.bytes());
    }

    private static ObjectNode state(Run<?> run) {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.put("step", run.step());
        state.put("seen", run.seen());
        state.put("threads", Threads.inUse());
        ObjectNode position = state.putObject("position");
        run.feed().position().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> position.put(entry.getKey(), entry.getValue()));
        if (!run.scores().isEmpty()) {
            ObjectNode scores = state.putObject("scores");
            run.scores().forEach(scores::put);
        }
        return state;
    }

    /** Brings a run to the state of a checkpoint. */
    static void restore(Run<?> run, Checkpoint checkpoint) {
        Scope.run(
                () -> {
                    Map<String, Map<String, Tensor>> files = new LinkedHashMap<>();
                    checkpoint
                            .content()
                            .files()
                            .forEach((stem, file) -> files.put(stem, tensors(file.tensors())));
                    JsonNode state = checkpoint.content().state();
                    Map<String, Long> position = new LinkedHashMap<>();
                    state.path("position")
                            .properties()
                            .forEach(
                                    entry ->
                                            position.put(
                                                    entry.getKey(), entry.getValue().asLong()));
                    run.restore(files, checkpoint.step(), state.path("seen").asLong(), position);
                });
    }

    /** The tensors of a file. */
    public static Map<String, Tensor> tensors(Map<String, TensorData> data) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        data.forEach(
                (name, value) ->
                        tensors.put(
                                name, Tensor.of(value.bytes(), type(value.type()), value.shape())));
        return tensors;
    }

    private static DType type(TensorData.Type type) {
        return switch (type) {
            case F64, F32, F16, BF16, I64, I32, U8, BOOL -> DType.valueOf(type.name());
            case I16, I8 ->
                    throw new CheckpointException("tensors of type " + type + " are not used here");
        };
    }
}
