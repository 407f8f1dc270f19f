package dev.cardigan.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.checkpoint.SafeTensors;
import dev.cardigan.checkpoint.TensorData;
import dev.cardigan.checkpoint.TensorFile;
import dev.cardigan.error.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateDictionaryTest {

    private static final Path FIXTURES = Path.of(System.getProperty("cardigan.root"), "fixtures");

    @TempDir Path folder;

    private Map<String, TensorData> read(byte[] bytes) throws IOException {
        return StateDictionary.read(Files.write(folder.resolve("weights.pth"), bytes)).tensors();
    }

    /** Both formats, as PyTorch 1.13 wrote them. */
    @ParameterizedTest
    @ValueSource(strings = {"esrgan_rrdbnet.pth.gz", "esrgan_rrdbnet.legacy.pth.gz"})
    void whatPytorchWroteIsReadBitForBit(String name) throws IOException {
        byte[] bytes;
        try (InputStream in =
                new GZIPInputStream(
                        Files.newInputStream(FIXTURES.resolve("pytorch").resolve(name)))) {
            bytes = in.readAllBytes();
        }
        Map<String, TensorData> expected = new LinkedHashMap<>();
        SafeTensors.read(FIXTURES.resolve("golden/networks/esrgan_rrdbnet.safetensors"))
                .tensors()
                .forEach(
                        (key, tensor) -> {
                            if (key.startsWith("weights.")) {
                                expected.put(key.substring("weights.".length()), tensor);
                            }
                        });
        assertThat(read(bytes)).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void everyTypeComesBack() throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (TensorData.Type type : TensorData.Type.values()) {
            ByteBuffer bytes = ByteBuffer.allocate(6 * type.bytes());
            for (int i = 0; i < bytes.capacity(); i++) {
                bytes.put((byte) (type == TensorData.Type.BOOL ? i % 2 : 7 * i + 1));
            }
            tensors.put(type + ".weight", new TensorData(type, new long[] {2, 3}, bytes.flip()));
        }
        tensors.put("scalar", TensorData.of(new float[] {3}));
        tensors.put("empty", TensorData.of(new float[0], 0, 5));
        assertThat(read(TorchZip.of(tensors))).isEqualTo(tensors);
        assertThat(read(TorchZip.nested("params_ema", tensors)))
                .hasSize(tensors.size())
                .containsEntry("params_ema.scalar", tensors.get("scalar"));
    }

    @Test
    void safetensorsAreKnownByTheirBytes() throws IOException {
        Map<String, TensorData> tensors = Map.of("a", TensorData.of(new float[] {1, 2}, 2));
        Path file = folder.resolve("weights.bin");
        SafeTensors.write(file, TensorFile.of(tensors));
        assertThat(StateDictionary.read(file).tensors()).isEqualTo(tensors);
    }

    /** A storage of 0 to 11 that five tensors look at in their own ways. */
    @Test
    void viewsOfOneStorageAreSeenAsTheyWere() throws IOException {
        float[] numbers = new float[12];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        PickleWriter pickle = new PickleWriter().beginDict();
        view(pickle, "whole", 0, new long[] {3, 4}, new long[] {4, 1});
        view(pickle, "turned", 0, new long[] {4, 3}, new long[] {1, 4});
        view(pickle, "window", 5, new long[] {2, 2}, new long[] {4, 1});
        view(pickle, "overlapping", 1, new long[] {3, 2}, new long[] {1, 1});
        view(pickle, "spread", 7, new long[] {2, 3}, new long[] {0, 0});
        view(pickle, "single", 11, new long[] {1, 1}, new long[] {99, 99});
        byte[] file = new TorchZip().pickle(pickle.endDict().stop()).floats("0", numbers).bytes();
        Map<String, TensorData> read = read(file);
        assertThat(values(read, "whole")).containsExactly(numbers);
        assertThat(values(read, "turned")).containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
        assertThat(values(read, "window")).containsExactly(5, 6, 9, 10);
        assertThat(values(read, "overlapping")).containsExactly(1, 2, 2, 3, 3, 4);
        assertThat(values(read, "spread")).containsExactly(7, 7, 7, 7, 7, 7);
        assertThat(values(read, "single")).containsExactly(11);
    }

    private static void view(
            PickleWriter pickle, String name, long offset, long[] shape, long[] strides) {
        pickle.text(name).tensor("FloatStorage", "0", 12, offset, shape, strides);
    }

    private static float[] values(Map<String, TensorData> tensors, String name) {
        TensorData data = Objects.requireNonNull(tensors.get(name));
        float[] values = new float[data.byteCount() / 4];
        data.bytes().asFloatBuffer().get(values);
        return values;
    }

    @Test
    void bigEndianNumbersAreTurned() throws IOException {
        byte[] numbers = ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-2).array();
        byte[] file =
                new TorchZip()
                        .pickle(
                                new PickleWriter()
                                        .beginDict()
                                        .text("a")
                                        .floats("0", 2)
                                        .endDict()
                                        .stop())
                        .with("archive/byteorder", "big")
                        .with("archive/data/0", numbers)
                        .bytes();
        assertThat(values(read(file), "a")).containsExactly(1.5f, -2);
    }

    @Test
    void packedEntriesAreUnpacked() throws IOException {
        byte[] file =
                new TorchZip()
                        .pickle(
                                new PickleWriter()
                                        .beginDict()
                                        .text("a")
                                        .floats("0", 3)
                                        .endDict()
                                        .stop())
                        .floats("0", 1, 2, 3)
                        .deflated()
                        .bytes();
        assertThat(values(read(file), "a")).containsExactly(1, 2, 3);
    }

    /** Protocol 4 with a frame, short text, names from the stack; parameters; untyped storages. */
    @Test
    void newerWaysOfSayingItAreUnderstood() throws IOException {
        PickleWriter pickle = new PickleWriter().raw(0x80, 4, 0x95).fourBytes(9).fourBytes(0);
        pickle.beginDict().raw(0x8c, 1, 'w', 0x94).raw(0x8c, 12);
        "torch._utils".chars().forEach(pickle::raw);
        pickle.raw(0x8c, 18);
        "_rebuild_parameter".chars().forEach(pickle::raw);
        pickle.raw(0x93, 0x94).floats("0", 2).raw(0x88).op('}').raw(0x87).op('R');
        pickle.raw('h', 0).op('0').text("v").global("torch._utils", "_rebuild_tensor_v3").op('(');
        pickle.op('(').text("storage").global("torch.storage", "UntypedStorage").text("1");
        pickle.text("cuda:0").number(4).op('t').op('Q').number(0).tuple(2).tuple(1).raw(0x89);
        pickle.op('N').global("torch", "bfloat16").op('t').op('R').endDict();
        byte[] file =
                new TorchZip()
                        .pickle(pickle.stop())
                        .floats("0", 4, 5)
                        .with("archive/data/1", new byte[] {1, 2, 3, 4})
                        .bytes();
        Map<String, TensorData> read = read(file);
        assertThat(values(read, "w")).containsExactly(4, 5);
        assertThat(Objects.requireNonNull(read.get("v")).toString()).isEqualTo("BF16[2]");
    }

    /** What else lies in checkpoints of training is passed over. */
    @Test
    void whatIsNoTensorIsPassedOver() throws IOException {
        PickleWriter pickle = new PickleWriter().beginDict();
        pickle.text("epoch").number(7).text("name").text("x").text("rate").op('G');
        pickle.raw(0x3f, 0xf0, 0, 0, 0, 0, 0, 0); // 1.0
        pickle.text("none").op('N').text("list").op(']').op('(').number(1).number(2).op('e');
        pickle.text("state").beginDict().number(0).beginDict().text("m").floats("0", 1);
        pickle.endDict().endDict().endDict();
        byte[] file = new TorchZip().pickle(pickle.stop()).floats("0", 8).bytes();
        assertThat(values(read(file), "state.0.m")).containsExactly(8);
    }

    @Test
    void otherFilesAreNamedForWhatTheyAre() throws IOException {
        byte[] tar = new byte[600];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        assertThatThrownBy(() -> read(tar)).hasMessageContaining("tar archive");
        byte[] style =
                new PickleWriter()
                        .beginDict()
                        .text("G")
                        .global("torch_utils.persistence", "_reconstruct_persistent_obj")
                        .stop();
        assertThatThrownBy(() -> read(style))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("StyleGAN")
                .hasMessageContaining("docs/convert-stylegan-pkl.py");
        byte[] script =
                new TorchZip().pickle(new byte[0]).with("archive/constants.pkl", "x").bytes();
        assertThatThrownBy(() -> read(script)).hasMessageContaining("TorchScript");
        assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("it is empty");
        assertThatThrownBy(() -> StateDictionary.read(folder.resolve("none.pth")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("none.pth");
    }

    /** A 64-bit directory as PyTorch writes it for large files, over a file that is not. */
    @Test
    void directoriesOf64BitsAreRead() throws IOException {
        byte[] plain =
                new TorchZip()
                        .pickle(
                                new PickleWriter()
                                        .beginDict()
                                        .text("a")
                                        .floats("0", 1)
                                        .endDict()
                                        .stop())
                        .floats("0", 9)
                        .bytes();
        ByteBuffer old = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
        int end = plain.length - 22;
        ByteBuffer wide = ByteBuffer.allocate(plain.length + 76).order(ByteOrder.LITTLE_ENDIAN);
        wide.put(plain, 0, end).putInt(0x06064b50).putLong(44).putInt(0).putInt(0).putInt(0);
        wide.putLong(old.getShort(end + 10)).putLong(old.getShort(end + 10));
        wide.putLong(old.getInt(end + 12)).putLong(old.getInt(end + 16));
        wide.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        wide.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
        assertThat(values(read(wide.array()), "a")).containsExactly(9);
    }
}
