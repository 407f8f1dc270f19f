package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.SafeTensors;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.TensorFile;
import dev.cardigan.error.CheckpointException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * The weights in a file, whatever wrote it: safetensors, or {@code .pt} and {@code .pth} of PyTorch
 * in the zip format and in that before 1.6. The bytes decide, not the name of the file.
 *
 * <p>Reading executes nothing and trusts nothing: a name that no state dictionary needs is refused,
 * a damaged or hostile file leads to one {@link CheckpointException}, and no more memory is taken
 * than twice the file and 1 MiB. Tensors share the pages of the file where they lie there in order.
 */
public final class StateDictionary {

    private static final int HEAD = 512;
    private static final int TAR_AT = 257;
    private static final byte[] TAR = {'u', 's', 't', 'a', 'r'};
    private static final int PICKLE = 0x80;

    private StateDictionary() {}

    /**
     * All tensors by name; dictionaries in dictionaries give dotted names, {@code
     * params_ema.conv_first.weight}.
     *
     * @throws CheckpointException when the file cannot be read, is damaged, of another kind, or
     *     wants something executed; names the file
     */
    public static TensorFile read(Path path) {
        Damage damage = new Damage(path);
        FileBytes file = FileBytes.of(damage);
        byte[] head = new byte[(int) Math.min(HEAD, file.size())];
        file.slice(0, head.length, "its head").get(head);
        if (head.length > 8 && head[8] == '{') {
            return SafeTensors.read(path);
        }
        return TensorFile.of(torch(file, head, damage));
    }

    private static Map<String, TensorData> torch(FileBytes file, byte[] head, Damage damage) {
        Budget budget = new Budget(damage, file.size());
        if (begins(head, 0, 'P', 'K', 3, 4)) {
            return ZipFormat.read(file, damage, budget);
        }
        if (LegacyFormat.begins(head)) {
            return LegacyFormat.read(file, damage, budget);
        }
        if (head.length > 1 && Byte.toUnsignedInt(head[0]) == PICKLE) {
            return pickle(file, damage, budget);
        }
        if (isTar(head)) {
            throw damage.other(
                    "a tar archive, as PyTorch wrote before 0.1.10, or one that weights are packed in; unpack it, or load it with PyTorch and save it again");
        }
        if (damage.file().toString().endsWith(SafeTensors.EXTENSION)) {
            SafeTensors.read(damage.file()); // says what is wrong with it
        }
        throw damage.other(
                "expected weights as .safetensors, .pt or .pth, found a file that begins with "
                        + hex(head));
    }

    /** A pickle that torch.save did not write: read only to say what it wants. */
    private static Map<String, TensorData> pickle(FileBytes file, Damage damage, Budget budget) {
        long length = Math.min(file.size(), Integer.MAX_VALUE);
        Unpickler.load(file.slice(0, length, "its pickle"), damage, budget);
        throw damage.other(
                "a pickle that torch.save did not write; expected what torch.save(model.state_dict(), FILE) writes");
    }

    private static boolean begins(byte[] head, int at, int... expected) {
        if (head.length < at + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (head[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTar(byte[] head) {
        int end = TAR_AT + TAR.length;
        return head.length >= end && Arrays.equals(Arrays.copyOfRange(head, TAR_AT, end), TAR);
    }

    private static String hex(byte[] head) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(8, head.length); i++) {
            text.append("%02x".formatted(head[i]));
        }
        return text.isEmpty() ? "nothing: it is empty" : text.toString();
    }
}
