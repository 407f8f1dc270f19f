package dev.cardigan.golden;

import dev.cardigan.adversarial.History;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The pool of past samples alone, on stored samples and draws. */
final class HistoryBlock {

    private HistoryBlock() {}

    static void run(GoldenFile file, Ledger ledger) {
        Config cases = file.config().child("cases");
        for (String name : cases.keys()) {
            Script draws = draws(file, name);
            Tensor images = file.tensor("input." + name + ".images"); // [batches, batch, 3]
            int capacity = cases.child(name).whole("size");
            try (History history = History.of(capacity, draws)) {
                List<Tensor> returned = new ArrayList<>();
                for (int batch = 0; batch < images.size(0); batch++) {
                    returned.add(history.exchange(images.select(0, batch)));
                }
                ledger.check("expected." + name + ".returned", joined(returned, images.shape()));
                if (capacity == 0) {
                    ledger.require(
                            "expected." + name + ".pool",
                            history.size() == 0,
                            "expected an empty pool, found " + history.size());
                } else {
                    List<Tensor> pool = List.copyOf(history.state().values());
                    ledger.check("expected." + name + ".pool", joined(pool, pool.size(), 3));
                }
            }
            draws.assertExhausted();
        }
    }

    /** For every sample its uniform number and its place, where the algorithm draws them. */
    private static Script draws(GoldenFile file, String name) {
        Tensor swaps = file.tensor("input." + name + ".swap");
        Tensor places = file.tensor("input." + name + ".index");
        Script script = new Script();
        for (int i = 0; i < swaps.size(0); i++) {
            if (!Double.isNaN(swaps.narrow(0, i, 1).item())) {
                script.uniform("swap " + i, swaps.narrow(0, i, 1));
            }
            if (places.narrow(0, i, 1).item() >= 0) {
                script.integers("place " + i, places.narrow(0, i, 1));
            }
        }
        return script;
    }

    private static Tensor joined(List<Tensor> parts, long... shape) {
        Tensor[] rest = parts.stream().skip(1).toArray(Tensor[]::new);
        return parts.get(0).cat(0, rest).reshape(shape);
    }
}
