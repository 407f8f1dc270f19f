package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TreeTest {

    private record Layer(Parameter weight, Optional<Parameter> bias) {}

    private record Body(List<Layer> layers, Buffer mean, Tensor loose, int size) {}

    private record Network(Body body, Map<String, Layer> heads, RandomStream stream) {}

    private static Layer layer(boolean withBias) {
        return new Layer(
                new Parameter(Tensor.ones(2)),
                withBias ? Optional.of(new Parameter(Tensor.ones(1))) : Optional.empty());
    }

    private static Network network() {
        Map<String, Layer> heads = new LinkedHashMap<>();
        heads.put("real", layer(false));
        heads.put("class", layer(true));
        Body body =
                new Body(
                        List.of(layer(true), layer(false)),
                        new Buffer(Tensor.zeros(3)),
                        Tensor.zeros(1),
                        7);
        return new Network(body, heads, RandomStream.seeded(1));
    }

    @Test
    void namesWeightsByComponentsIndicesAndKeysInTheirOrder() {
        assertThat(Tree.weights(network()).keySet())
                .containsExactly(
                        "body.layers.0.weight",
                        "body.layers.0.bias",
                        "body.layers.1.weight",
                        "body.mean",
                        "heads.real.weight",
                        "heads.class.weight",
                        "heads.class.bias");
    }

    @Test
    void findsLeavesOfOneKind() {
        Network network = network();
        assertThat(Tree.leaves(network, Buffer.class)).containsOnlyKeys("body.mean");
        assertThat(Tree.leaves(network, Stateful.class)).containsOnlyKeys("stream");
        assertThat(Tree.leaves(network, Tensor.class)).containsOnlyKeys("body.loose");
        assertThat(Tree.leaves(network, Parameter.class)).hasSize(6);
    }

    @Test
    void theRootItselfIsALeafWithoutName() {
        Tensor tensor = Tensor.ones(1);
        assertThat(Tree.leaves(tensor, Tensor.class)).containsOnlyKeys("");
        assertThat(Tree.tensors(null)).isEmpty();
        assertThat(Tree.tensors(List.of(tensor, new Parameter(tensor)))).hasSize(2);
    }
}
