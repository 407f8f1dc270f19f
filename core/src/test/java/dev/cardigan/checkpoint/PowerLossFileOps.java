package dev.cardigan.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that remembers what has been forced. When its power fails, the bytes of an
 * unforced file survive in a random subset of its 512-byte sectors and the unforced changes of each
 * folder survive in a random subset, which is more than real file systems lose.
 */
final class PowerLossFileOps implements FileOps {

    private static final int SECTOR = 512;

    private sealed interface Node permits FileNode, FolderNode {}

    private static final class FileNode implements Node {
        private byte[] written = new byte[0];
        private byte[] forced = new byte[0];
    }

    private interface Change {
        void applyTo(Map<String, Node> entries);
    }

    private static final class FolderNode implements Node {
        private final Map<String, Node> entries = new TreeMap<>();
        private final Map<String, Node> forced = new TreeMap<>();
        private final List<Change> unforced = new ArrayList<>();

        private void change(Change change) {
            change.applyTo(entries);
            unforced.add(change);
        }
    }

    private FolderNode root = new FolderNode();
    private long steps;
    private long failBefore = Long.MAX_VALUE;
    private long usable = 1L << 40;

    /** Fails the power before the n-th smallest step from now, counted from 1. */
    void failPowerBefore(long step) {
        failBefore = steps + step;
    }

    /** Counts the smallest steps so far: each entry, each write and each force. */
    long steps() {
        return steps;
    }

    void setUsableSpace(long bytes) {
        usable = bytes;
    }

    /** Starts again with what survived. */
    void restart(Random random) {
        // Sometimes nothing unforced survives, sometimes nearly all of it does.
        double chance = random.nextInt(5) / 4.0;
        root = survivor(root, random, chance);
        failBefore = Long.MAX_VALUE;
    }

    byte[] bytes(Path file) {
        return file(file).written.clone();
    }

    /** Puts bytes where they do not belong, as a failing device does. */
    void overwrite(Path file, byte[] bytes) {
        file(file).written = bytes.clone();
    }

    @Override
    public void createDirectory(Path folder) {
        step("create " + folder);
        if (exists(folder)) {
            return;
        }
        Node created = new FolderNode();
        parent(folder).change(entries -> entries.put(name(folder), created));
    }

    @Override
    public void writeAndForce(Path file, List<ByteBuffer> parts) throws IOException {
        step("create " + file);
        if (!exists(file)) {
            Node created = new FileNode();
            parent(file).change(entries -> entries.put(name(file), created));
        }
        step("write " + file);
        FileNode node = file(file);
        ByteBuffer all = ByteBuffer.allocate((int) Storage.bytes(parts));
        parts.forEach(part -> all.put(part.duplicate()));
        node.written = all.array();
        step("force " + file);
        node.forced = node.written;
    }

    @Override
    public void forceDirectory(Path folder) {
        step("force " + folder);
        FolderNode node = folder(folder);
        node.forced.clear();
        node.forced.putAll(node.entries);
        node.unforced.clear();
    }

    @Override
    public void moveAtomically(Path source, Path target) throws IOException {
        step("move " + source);
        Node moved = node(source);
        if (moved == null || !parent(source).equals(parent(target))) {
            throw new NoSuchFileException(source.toString());
        }
        if (node(target) instanceof FolderNode) {
            throw new IOException(target + " exists");
        }
        parent(source)
                .change(
                        entries -> {
                            entries.remove(name(source));
                            entries.put(name(target), moved);
                        });
    }

    @Override
    public void deleteTree(Path path) {
        Node node = node(path);
        if (node == null) {
            return;
        }
        if (node instanceof FolderNode folder) {
            List.copyOf(folder.entries.keySet()).forEach(name -> deleteTree(path.resolve(name)));
        }
        step("delete " + path);
        parent(path).change(entries -> entries.remove(name(path)));
    }

    @Override
    public List<Path> list(Path folder) {
        return folder(folder).entries.keySet().stream().map(folder::resolve).toList();
    }

    @Override
    public void read(Path file, long position, ByteBuffer target) throws IOException {
        byte[] bytes = file(file).written;
        if (position + target.remaining() > bytes.length) {
            throw new EOFException(file + " ends at byte " + bytes.length);
        }
        target.put(bytes, (int) position, target.remaining());
    }

    @Override
    public ByteBuffer map(Path file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(length);
        read(file, position, bytes);
        return bytes.flip().asReadOnlyBuffer();
    }

    @Override
    public boolean exists(Path path) {
        return node(path) != null;
    }

    @Override
    public long size(Path file) {
        return file(file).written.length;
    }

    @Override
    public long usableSpace(Path path) {
        return usable;
    }

    private void step(String moment) {
        steps++;
        if (steps >= failBefore) {
            throw new PowerLoss(moment);
        }
    }

    private static FolderNode survivor(FolderNode before, Random random, double chance) {
        Map<String, Node> entries = new TreeMap<>(before.forced);
        for (Change change : before.unforced) {
            if (random.nextDouble() < chance) {
                change.applyTo(entries);
            }
        }
        FolderNode after = new FolderNode();
        entries.forEach((name, node) -> after.entries.put(name, survivor(node, random, chance)));
        after.forced.putAll(after.entries);
        return after;
    }

    private static Node survivor(Node before, Random random, double chance) {
        if (before instanceof FolderNode folder) {
            return survivor(folder, random, chance);
        }
        FileNode file = (FileNode) before;
        FileNode after = new FileNode();
        after.written = Arrays.equals(file.written, file.forced) ? file.forced : torn(file, random);
        after.forced = after.written;
        return after;
    }

    private static byte[] torn(FileNode file, Random random) {
        int longest = Math.max(file.written.length, file.forced.length);
        byte[] torn = Arrays.copyOf(file.forced, random.nextInt(longest + 1));
        for (int start = 0; start < torn.length; start += SECTOR) {
            int end = Math.min(Math.min(start + SECTOR, torn.length), file.written.length);
            if (random.nextBoolean() && end > start) {
                System.arraycopy(file.written, start, torn, start, end - start);
            }
        }
        return torn;
    }

    private @Nullable Node node(Path path) {
        Node node = root;
        for (Path name : path) {
            if (!(node instanceof FolderNode folder)) {
                return null;
            }
            node = folder.entries.get(name.toString());
        }
        return node;
    }

    private FolderNode parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? root : folder(parent);
    }

    private FolderNode folder(Path path) {
        if (node(path) instanceof FolderNode folder) {
            return folder;
        }
        throw new IllegalStateException(path + " is no folder");
    }

    private FileNode file(Path path) {
        if (node(path) instanceof FileNode file) {
            return file;
        }
        throw new IllegalStateException(path + " is no file");
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
