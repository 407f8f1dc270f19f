package dev.cardigan.data;

import java.util.List;

/** A data set of pictures that can say what was decided while opening it and what is in it. */
public interface PictureSet extends Dataset<RawPictures> {

    /** Everything that was guessed or decided while opening, one sentence each. */
    List<String> decisions();

    /** Looks through the whole set: sizes, classes, duplicates, warnings. May take seconds. */
    DataReport report();
}
