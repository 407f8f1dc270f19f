package dev.cardigan.classifier;

import dev.cardigan.augment.Augmentation;
import dev.cardigan.error.ConfigException;
import java.util.List;
import java.util.Optional;

/**
 * What a classifier is fed with.
 *
 * @param pools every batch takes equally many pictures from each
 * @param augmentation of every batch
 */
public record Diet(String name, List<LabelledPictures> pools, Optional<Augmentation> augmentation) {

    /**
     * @throws ConfigException without pictures
     */
    public Diet {
        pools = List.copyOf(pools);
        if (pools.isEmpty()) {
            throw new ConfigException(name + ": expected pictures, found none");
        }
    }
}
