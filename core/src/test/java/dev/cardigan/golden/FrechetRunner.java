package dev.cardigan.golden;

/** Frechet distances of stored features: each case has an absolute bound of its own. */
final class FrechetRunner implements Runner {

    @Override
    public boolean takes(GoldenFile file) {
        return file.isCase("frechet_distance");
    }

    @Override
    public String kind(GoldenFile file) {
        return "measure frechet_distance";
    }

    @Override
    public Bound bound(GoldenFile file) {
        Bound all = Bound.ofBlock(file.tolerance());
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
        MeasureBlocks.frechet(file, ledger);
    }
}
