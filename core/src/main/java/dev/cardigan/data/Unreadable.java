package dev.cardigan.data;

/**
 * A file that gave no picture.
 *
 * @param name path below the folder or zip
 * @param reason in words, without the name
 * @param isFolder whether it is a folder, of which nobody knows how many pictures it holds
 */
public record Unreadable(String name, String reason, boolean isFolder) {

    /** A file. */
    public Unreadable(String name, String reason) {
        this(name, reason, false);
    }

    @Override
    public String toString() {
        return name + ": " + reason;
    }
}
