package dev.cardigan.golden;

import java.util.function.BiConsumer;

/**
 * Replays the cases of one name that test a measure.
 *
 * @param name the metadata's {@code case}
 */
record MetricRunner(String name, BiConsumer<GoldenFile, Ledger> body) implements Runner {

    @Override
    public boolean takes(GoldenFile file) {
        return file.isCase(name);
    }

    @Override
    public String kind(GoldenFile file) {
        return "measure " + name;
    }

    /** As the files say, with the wider bound of single cases of the Frechet distance. */
    @Override
    public Bound bound(GoldenFile file) {
        Bound all = Bound.ofBlock(file.tolerance());
        if (!file.config().has("cases")) {
            return all;
        }
        Config cases = file.config().child("cases");
        return new Bound() {
            @Override
            public double absolute(String name, double[] expected) {
                return cases.child(name.split("\\.")[1]).number("atol");
            }

            @Override
            public double relative() {
                return all.relative();
            }
        };
    }

    @Override
    public void run(GoldenFile file, Ledger ledger) {
        body.accept(file, ledger);
    }
}
