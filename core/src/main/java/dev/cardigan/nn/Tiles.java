package dev.cardigan.nn;

import dev.cardigan.tensor.DType;
import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One picture, cut into tiles that overlap, on its way through a network: all tiles come to a layer
 * that spans the picture before any leaves it. One tile at a time is worked on, and of the others
 * no more is held than what lies between two layers.
 *
 * <p>Holds its tensors until {@link #close}; belongs to one thread.
 */
public final class Tiles implements AutoCloseable {

    /**
     * A tile that is yet to be made, and what of it counts, in its own pixels: the areas of all
     * tiles cover the picture and do not overlap. The rest is there for what layers see around a
     * pixel.
     *
     * @param maps makes [1, channels, height, width]
     * @param height of these maps
     * @param top first row that counts
     * @param bottom first row that no longer counts
     * @param left first column that counts
     * @param right first column that no longer counts
     */
    public record Cut(
            Supplier<Tensor> maps, long height, long top, long bottom, long left, long right) {

        /** What counts of {@code maps} of the tile, which may be smaller or larger than it. */
        Tensor counted(Tensor maps) {
            long scaled = maps.size(2);
            long row = top * scaled / height;
            long column = left * scaled / height;
            return maps.narrow(2, row, bottom * scaled / height - row)
                    .narrow(3, column, right * scaled / height - column);
        }
    }

    /**
     * Of each channel over the whole picture.
     *
     * @param mean [channels]
     * @param variance [channels], biased
     */
    record Moments(Tensor mean, Tensor variance) {}

    private final List<Cut> cuts;
    private final List<Tensor> maps;
    private final Runnable progress;
    private long passes;

    private Tiles(List<Cut> cuts, List<Tensor> maps, Runnable progress) {
        this.cuts = cuts;
        this.maps = new ArrayList<>(maps);
        this.progress = progress;
    }

    /**
     * @param progress told of every tile that a layer has taken through, {@link #passes} times each
     */
    public static Tiles of(List<Cut> cuts, Runnable progress) {
        Tiles tiles = new Tiles(cuts, List.of(), progress);
        cuts.forEach(cut -> tiles.maps.add(Scope.kept(cut.maps())));
        return tiles;
    }

    /** How often {@code network} goes over all tiles. */
    public static long passes(Layer network) {
        Tiles none = new Tiles(List.of(), List.of(), () -> {});
        network.overTiles(none);
        return none.passes;
    }

    /** Every tile in turn becomes what {@code layer} makes of it. */
    public void each(UnaryOperator<Tensor> layer) {
        passes++;
        for (int i = 0; i < maps.size(); i++) {
            replace(i, layer);
            progress.run();
        }
    }

    private void replace(int index, UnaryOperator<Tensor> change) {
        Tensor before = maps.get(index);
        maps.set(index, Scope.kept(() -> change.apply(before)));
        Scope.release(before);
    }

    /** Adds what {@code layers} make of the tiles to them. */
    public void add(Layer layers) {
        try (Tiles changed = new Tiles(cuts, Scope.keep(maps), progress)) {
            layers.overTiles(changed);
            passes += changed.passes;
            for (int i = 0; i < maps.size(); i++) {
                Tensor change = changed.maps.get(i);
                replace(i, before -> before.add(change));
            }
        }
    }

    /** Over what counts of every tile; in double precision between tiles. */
    Moments moments() {
        if (maps.isEmpty()) {
            return new Moments(Tensor.zeros(0), Tensor.zeros(0));
        }
        int channels = (int) maps.get(0).size(1);
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        double seen = 0;
        for (int i = 0; i < maps.size(); i++) {
            int tile = i;
            Part part = Scope.tidy(() -> Part.of(cuts.get(tile).counted(maps.get(tile))));
            seen += part.size();
            double share = part.size() / seen;
            for (int channel = 0; channel < channels; channel++) {
                double further = part.mean()[channel] - mean[channel];
                double wider = part.variance()[channel] - variance[channel];
                mean[channel] += share * further;
                variance[channel] += share * (wider + (1 - share) * further * further);
            }
        }
        return new Moments(onDevice(mean), onDevice(variance));
    }

    private Tensor onDevice(double[] values) {
        return Tensor.of(values, values.length).to(DType.F32).to(maps.get(0).device());
    }

    /** Moments of one tile. */
    @SuppressWarnings("ArrayRecordComponent") // made here, never compared
    private record Part(double size, double[] mean, double[] variance) {

        static Part of(Tensor counted) {
            Tensor values = counted.to(DType.F32);
            Tensor mean = values.mean(true, 0, 2, 3);
            Tensor variance = values.sub(mean).square().mean(false, 0, 2, 3);
            double size = (double) values.size(2) * values.size(3);
            return new Part(size, mean.toDoubles(), variance.toDoubles());
        }
    }

    /** The tile with this number, as it is now. */
    public Tensor get(int index) {
        return maps.get(index);
    }

    @Override
    public void close() {
        maps.forEach(Scope::release);
        maps.clear();
    }
}
