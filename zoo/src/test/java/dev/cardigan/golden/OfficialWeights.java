package dev.cardigan.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.nn.FirFilter;
import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Buffer;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import dev.cardigan.zoo.block.OfficialNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A network of the zoo whose weights have the names of the authors' files.
 *
 * @param prefix of its names in the file: {@code G.}
 * @param parameters by the file's names
 */
record OfficialWeights(String prefix, Map<String, Parameter> parameters) {

    /** The low pass that both architectures resample with; the files repeat it in every layer. */
    private static final Pattern FILTER =
            Pattern.compile(".*\\.(Resampler\\.Kernel|resample_filter)");

    /** Gives the network the file's weights; every name of either must be one of the other. */
    static OfficialWeights fill(
            GoldenFile file, String prefix, Network network, OfficialNames names) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        Tree.leaves(network, Parameter.class)
                .forEach((name, weight) -> parameters.put(names.of(name), weight));
        parameters.forEach((name, parameter) -> found.put(name, parameter.value()));
        Tree.leaves(network, Buffer.class)
                .forEach((name, buffer) -> found.put(names.of(name), buffer.value()));
        List<String> stored = new ArrayList<>(file.names("weights." + prefix));
        List<String> filters = stored.stream().filter(FILTER.asMatchPredicate()).toList();
        for (String filter : filters) {
            assertThat(file.tensor(filter).toFloats())
                    .as(filter)
                    .containsExactly(FirFilter.of(1, 3, 3, 1).plane().toFloats());
        }
        stored.removeAll(filters);
        assertThat(found.keySet().stream().map(name -> "weights." + prefix + name))
                .containsExactlyInAnyOrderElementsOf(stored);
        found.forEach((name, weight) -> weight.set(file.tensor("weights." + prefix + name)));
        return new OfficialWeights(prefix, parameters);
    }

    List<Parameter> all() {
        return List.copyOf(parameters.values());
    }

    /**
     * Compares what {@code backward} of a scalar left, under the file's names for that scalar, and
     * forgets it.
     */
    void checkGradients(Ledger ledger, String scalar) {
        parameters.forEach(
                (name, parameter) -> {
                    Tensor weight = parameter.value();
                    ledger.check(
                            "grad." + scalar + "." + prefix + name,
                            weight.gradient().orElseGet(weight::zerosLike));
                    weight.clearGradient();
                });
    }
}
