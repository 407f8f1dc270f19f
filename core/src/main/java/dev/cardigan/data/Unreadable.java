package dev.cardigan.data;

/**
 * A file that gave no picture.
 *
 * @param name path below the folder or zip
 * @param reason in words, without the name
 */
public record Unreadable(String name, String reason) {

    @Override
    public String toString() {
        return name + ": " + reason;
    }
}
