package dev.cardigan.cli;

import dev.cardigan.adversarial.Averaged;
import dev.cardigan.adversarial.Gan;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.data.SampleShape;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.nn.Network;
import dev.cardigan.tensor.Gradient;
import dev.cardigan.tensor.Parameter;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import dev.cardigan.tensor.Tree;
import dev.cardigan.training.Run;
import dev.cardigan.training.Snapshot;
import dev.cardigan.zoo.Recipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the weights of a run, and their average, into a new one that has not begun. Optimizers,
 * random streams and all that is no network begin anew. Where pictures are larger than before,
 * layers that exist are taken and the others are new; where they are not, all must fit. A network
 * that the other run has nothing of, such as the discriminator of one without, is new.
 */
final class Handover {

    /** What came of it: weights taken, those that are new, those of the other run not used. */
    record Result(int taken, List<String> fresh, List<String> left) {

        /** Names without what is inside a numbered layer. */
        static Set<String> layers(List<String> names) {
            Set<String> layers = new LinkedHashSet<>();
            for (String name : names) {
                List<String> parts = List.of(name.split("\\."));
                int end = parts.size() - 1;
                for (int i = 0; i < end; i++) {
                    if (Character.isDigit(parts.get(i).charAt(0))) {
                        end = i + 1;
                    }
                }
                layers.add(String.join(".", parts.subList(0, end)));
            }
            return layers;
        }
    }

    private final Predecessor from;
    private final Session session;
    private final Run<?> run;
    private final Map<String, Tensor> own;
    private final Map<String, TensorData> saved;

    private Handover(Predecessor from, Session session) {
        this.from = from;
        this.session = session;
        this.run = session.run();
        this.own = learned(run.gan());
        Set<String> networks = networks(run.gan());
        this.saved = new LinkedHashMap<>(from.checkpoint().content().tensors("weights"));
        saved.keySet().removeIf(name -> !networks.contains(root(name)));
    }

    /**
     * @throws DataException if the data has other channels or classes
     * @throws ConfigException if the networks are others; then nothing has changed
     */
    static Result of(Predecessor from, Session session) {
        return new Handover(from, session).carried();
    }

    private Result carried() {
        requireAlike();
        List<String> fresh = unfit(own);
        List<String> left = new ArrayList<>(saved.keySet());
        left.removeAll(own.keySet());
        boolean allFit = fresh.stream().noneMatch(this::isOfItsNetworks);
        if (!allFit || !left.isEmpty()) {
            requireNoSmallerSide();
        }
        if (!allFit) {
            requireSameNetworksAtItsSide();
        }
        Map<String, Tensor> averages = run.state().getOrDefault("average", Map.of());
        Map<String, TensorData> average = from.checkpoint().content().tensors("average");
        if (!drawsFrom(average)) {
            throw new ConfigException(
                    "--from %s: expected a generator whose layers fit pictures of %s, found none of its weights for %s to fit; papers that grow from 4x4 up can be made larger: stylegan2, stylegan1, r3gan"
                            .formatted(from.name(), session.model().shape(), shape()));
        }
        Gradient.untracked(
                () -> {
                    Scope.run(() -> carry(saved, own));
                    Scope.run(() -> carry(average, averages));
                });
        return new Result(own.size() - fresh.size(), fresh, left);
    }

    private SampleShape shape() {
        return from.run().model().shape();
    }

    private void requireAlike() {
        SampleShape found = session.model().shape();
        if (found.channels() != shape().channels()) {
            throw new DataException(
                    "--from %s: expected pictures of %d channels, as its own, found %d in %s; pass --set colours=%s"
                            .formatted(
                                    from.name(),
                                    shape().channels(),
                                    found.channels(),
                                    session.settings().data(),
                                    shape().channels() == 1 ? "grey" : "rgb"));
        }
        int expected = from.run().classes().size();
        int classes = session.model().sample().classes();
        if (session.model().recipe().intake().labelled() && classes != expected) {
            throw new DataException(
                    "--from %s: expected data with %d classes, as its own, found %d in %s"
                            .formatted(from.name(), expected, classes, session.settings().data()));
        }
    }

    private void requireNoSmallerSide() {
        SampleShape found = session.model().shape();
        if (found.height() < shape().height() || found.width() < shape().width()) {
            throw new ConfigException(
                    "--from %s: expected pictures of %s or larger, found %s; pass --size %d"
                            .formatted(from.name(), shape(), found, shape().height()));
        }
    }

    /** Larger networks must be those of the other run, but for their size. */
    private void requireSameNetworksAtItsSide() {
        SampleShape found = session.model().shape();
        List<String> unfit =
                (found.equals(shape()) ? unfit(own) : unfitAt(session.model()))
                        .stream().filter(this::isOfItsNetworks).toList();
        if (!unfit.isEmpty()) {
            List<String> differences = from.differences(session);
            throw new ConfigException(
                    "--from %s: expected its own networks, found others: %d weights such as %s are not of its shape; %s"
                            .formatted(
                                    from.name(),
                                    unfit.size(),
                                    unfit.get(0),
                                    differences.isEmpty()
                                            ? "it was trained by another version"
                                            : "settings that differ: "
                                                    + String.join(", ", differences)));
        }
    }

    private <S extends Record, B> List<String> unfitAt(Model<S, B> model) {
        Recipe.Sample sample = new Recipe.Sample(shape(), model.sample().classes());
        Gan<B> before = new Model<>(model.recipe(), sample, model.settings()).build();
        try {
            return unfit(learned(before));
        } finally {
            Scope.release(before.weights());
        }
    }

    /** Names that the other run lacks, or has in another shape. */
    private List<String> unfit(Map<String, Tensor> weights) {
        return weights.keySet().stream()
                .filter(name -> !fits(saved, name, weights.get(name)))
                .toList();
    }

    /** A network the other run has nothing of, such as a discriminator, begins anew. */
    private boolean isOfItsNetworks(String name) {
        return saved.keySet().stream().anyMatch(each -> root(each).equals(root(name)));
    }

    private boolean drawsFrom(Map<String, TensorData> average) {
        Network sampler = run.gan() instanceof Averaged made ? made.sampler() : run.gan();
        return Tree.leaves(sampler, Parameter.class).entrySet().stream()
                .anyMatch(each -> fits(average, each.getKey(), each.getValue().value()));
    }

    private static boolean fits(
            Map<String, TensorData> saved, String name, @Nullable Tensor weight) {
        TensorData data = saved.get(name);
        return data != null && weight != null && Arrays.equals(data.shape(), weight.shape());
    }

    private static void carry(Map<String, TensorData> saved, Map<String, Tensor> into) {
        Map<String, Tensor> values = Snapshot.tensors(saved);
        into.forEach(
                (name, weight) -> {
                    Tensor value = values.get(name);
                    if (value != null && fits(saved, name, weight)) {
                        weight.set(value);
                    }
                });
    }

    /** Weights and buffers of the networks; not those of penalties, views and tactics. */
    private static Map<String, Tensor> learned(Network gan) {
        Set<String> networks = networks(gan);
        Map<String, Tensor> learned = new LinkedHashMap<>(gan.weights());
        learned.keySet().removeIf(name -> !networks.contains(root(name)));
        return learned;
    }

    /** The components of a GAN that have something to learn. */
    private static Set<String> networks(Network gan) {
        Set<String> networks = new LinkedHashSet<>();
        Tree.leaves(gan, Parameter.class).keySet().forEach(name -> networks.add(root(name)));
        return networks;
    }

    private static String root(String name) {
        return name.split("\\.", 2)[0];
    }
}
