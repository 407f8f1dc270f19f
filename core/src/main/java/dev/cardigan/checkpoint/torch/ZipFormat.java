package dev.cardigan.checkpoint.torch;

import dev.cardigan.checkpoint.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What {@code torch.save} writes since PyTorch 1.6: a zip with a pickle {@code NAME/data.pkl}, the
 * storages {@code NAME/data/0}, {@code NAME/data/1}, ..., and since 2.0 {@code NAME/byteorder}.
 * Format: https://docs.pytorch.org/docs/stable/notes/serialization.html.
 */
final class ZipFormat {

    private static final String PICKLE = "data.pkl";
    private static final int LONGEST_ORDER = 16;

    private ZipFormat() {}

    static Map<String, TensorData> read(FileBytes file, Damage damage, Budget budget) {
        ZipContent content = new ZipContent(file, damage, budget);
        String folder = folder(content, damage);
        TensorReader reader = new TensorReader(damage, budget, order(content, folder, damage));
        RawBytes pickle = content.open(folder + PICKLE, -1);
        if (pickle.size() > Integer.MAX_VALUE) {
            throw damage.at("its pickle has more than 2^31 - 1 bytes");
        }
        ByteBuffer bytes = pickle.slice(0, (int) pickle.size());
        Object root = Unpickler.load(bytes, damage, budget).value();
        return Flattening.of(
                root,
                damage,
                budget,
                reader,
                storage -> content.open(folder + "data/" + storage.key(), storage.bytes()));
    }

    /** The one folder of the zip, with its slash; empty when the entries lie at its root. */
    private static String folder(ZipContent content, Damage damage) {
        List<String> pickles =
                content.entries().keySet().stream()
                        .filter(name -> name.equals(PICKLE) || name.matches("[^/]+/" + PICKLE))
                        .toList();
        if (pickles.size() != 1) {
            throw damage.other(
                    "a zip with %d entries data.pkl, expected 1 as torch.save writes; if a weight file is packed in it, unpack that"
                            .formatted(pickles.size()));
        }
        String pickle = pickles.get(0);
        String folder = pickle.substring(0, pickle.length() - PICKLE.length());
        if (content.entries().containsKey(folder + "constants.pkl")) {
            throw damage.other(
                    "a TorchScript program, not a state dictionary: refused; Cardigan never executes what a file says; save torch.jit.load(FILE).state_dict() instead");
        }
        return folder;
    }

    private static ByteOrder order(ZipContent content, String folder, Damage damage) {
        String name = folder + "byteorder";
        if (!content.entries().containsKey(name)) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        RawBytes bytes = content.open(name, -1);
        byte[] text = new byte[(int) Math.min(LONGEST_ORDER, bytes.size())];
        bytes.slice(0, text.length).get(text);
        return switch (new String(text, StandardCharsets.US_ASCII)) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw damage.at("its byteorder is neither 'little' nor 'big'");
        };
    }
}
