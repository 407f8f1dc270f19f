package dev.cardigan.data;

/**
 * What is remembered of every good picture.
 *
 * @param width as the picture is in its file, upright
 * @param height as the picture is in its file, upright
 * @param mode as {@link Picture#mode}
 * @param sha256 of the file, or of the pixels where many pictures share a file
 */
record PictureFacts(
        String name, int width, int height, String mode, String sha256, Thumbnail thumbnail) {

    String size() {
        return width + "x" + height;
    }
}
