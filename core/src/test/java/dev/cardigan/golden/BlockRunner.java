package dev.cardigan.golden;

import java.util.function.BiConsumer;

/**
 * Replays the cases of one name that test a single building block.
 *
 * @param name the metadata's {@code case}, without precision
 */
record BlockRunner(String name, BiConsumer<GoldenFile, Ledger> body) implements Runner {

    @Override
    public boolean takes(GoldenFile file) {
        return file.isCase(name);
    }

    @Override
    public String kind(GoldenFile file) {
        // Metrics are all in F64 and do not say so.
        return "block "
                + name
                + (file.config().has("dtype") ? " " + file.config().text("dtype") : "");
    }

    @Override
    public Bound bound(GoldenFile file) {
        return Bound.ofBlock(file.tolerance());
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        body.accept(file, ledger);
    }
}
