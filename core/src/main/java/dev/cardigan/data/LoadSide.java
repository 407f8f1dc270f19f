package dev.cardigan.data;

/** How large pictures are kept of which random parts are trained on. */
final class LoadSide {

    private LoadSide() {}

    /** 286 for 256, as pix2pix and CycleGAN have it. */
    static int of(int side) {
        return Math.round(side * 286 / 256f);
    }

    /**
     * The side to train on: the one asked for, or the largest power of two that no kind of pictures
     * is smaller than in the median.
     */
    static int guessed(PictureOptions options, PictureScan... scans) {
        if (options.size().isPresent()) {
            return options.size().getAsInt();
        }
        int median = Integer.MAX_VALUE;
        for (PictureScan scan : scans) {
            median = Math.min(median, scan.medianShorterSide());
        }
        return powerOfTwo(median, options.largestGuess());
    }

    /** The largest power of two from the smallest guess on that neither number falls below. */
    static int powerOfTwo(int median, int largest) {
        int guess = PictureOptions.SMALLEST_GUESS;
        while (guess * 2 <= Math.min(median, largest)) {
            guess *= 2;
        }
        return guess;
    }
}
