package dev.cardigan.training;

import dev.cardigan.data.Batch;
import dev.cardigan.nn.None;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * Points of the ring, some of whose batches have a NaN in them.
 *
 * @param bad says so of a batch's position
 */
record SpoiledPoints(Ring.Points points, LongPredicate bad) implements Feed<Batch<None>> {

    static SpoiledPoints where(LongPredicate bad) {
        return new SpoiledPoints(new Ring.Points(16), bad);
    }

    @Override
    public Batch<None> next() {
        long position = points.position().get("position");
        Batch<None> batch = points.next();
        if (bad.test(position)) {
            Poison.into(batch.real());
        }
        return batch;
    }

    @Override
    public int batchSize() {
        return points.batchSize();
    }

    @Override
    public Map<String, Long> position() {
        return points.position();
    }

    @Override
    public void resumeAt(Map<String, Long> position) {
        points.resumeAt(position);
    }

    @Override
    public void detour() {
        points.detour();
    }

    @Override
    public void close() {
        points.close();
    }
}
