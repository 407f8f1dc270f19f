package dev.cardigan.checkpoint;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.CheckpointException;
import dev.cardigan.error.ShapeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafeTensorsTest {

    @TempDir Path folder;

    // Made once with the reference implementation, safetensors 0.8.0 for Python: one tensor of each
    // type, a scalar and an empty one among them, and metadata.
    private static byte[] reference() throws IOException {
        try (InputStream in = SafeTensorsTest.class.getResourceAsStream("reference.safetensors")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void readsEveryTypeThatTheReferenceImplementationWrote() throws IOException {
        TensorFile file = SafeTensors.read(write(reference()));
        assertThat(file.metadata())
                .containsExactly(Map.entry("made by", "safetensors 0.8.0 for Python"));
        assertThat(file.tensors().values())
                .extracting(TensorData::toString)
                .containsExactly(
                        "I64[2, 2]",
                        "F64[2]",
                        "F32[3, 1]",
                        "I32[]",
                        "BF16[2]",
                        "F16[2]",
                        "I16[2]",
                        "I8[3]",
                        "U8[0, 5]",
                        "BOOL[2]");
        Map<String, TensorData> tensors = file.tensors();
        assertThat(bytes(tensors, "a_i64").getLong(24)).isEqualTo(-(1L << 62));
        assertThat(bytes(tensors, "b_f64").getDouble(0)).isEqualTo(0.1);
        assertThat(bytes(tensors, "c_f32").getFloat(8)).isEqualTo(3e38f);
        assertThat(bytes(tensors, "d_i32").getInt()).isEqualTo(-7);
        assertThat(bytes(tensors, "e_bf16").getShort(2)).isEqualTo((short) 0xc000);
        assertThat(bytes(tensors, "g_i16").getShort(0)).isEqualTo((short) -300);
        assertThat(bytes(tensors, "h_i8").get(0)).isEqualTo((byte) -1);
        assertThat(bytes(tensors, "j_bool").get(0)).isEqualTo((byte) 1);
        assertThat(bytes(tensors, "c_f32").isDirect()).isTrue();
        assertThat(bytes(tensors, "c_f32").isReadOnly()).isTrue();
    }

    @Test
    void writesTheBytesOfTheReferenceImplementationWhateverTheOrder() throws IOException {
        TensorFile file = SafeTensors.read(write(reference()));
        Map<String, TensorData> shuffled = new LinkedHashMap<>();
        file.tensors().keySet().stream()
                .sorted(Comparator.reverseOrder())
                .forEach(
                        name ->
                                shuffled.put(
                                        name, Objects.requireNonNull(file.tensors().get(name))));
        Path copy = folder.resolve("copy.safetensors");
        SafeTensors.write(copy, new TensorFile(shuffled, file.metadata()));
        assertThat(Files.readAllBytes(copy)).isEqualTo(reference());
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).hasSize(2);
        }
    }

    @Test
    void emptyFileComesBack() {
        Path file = folder.resolve("empty.safetensors");
        SafeTensors.write(file, TensorFile.of(Map.of()));
        assertThat(SafeTensors.read(file)).isEqualTo(TensorFile.of(Map.of()));
    }

    @Test
    void heapBytesBecomeDirect() {
        ByteBuffer heap = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}).position(1).limit(3);
        TensorData tensor = new TensorData(TensorData.Type.U8, new long[] {2}, heap);
        assertThat(tensor.bytes().isDirect()).isTrue();
        assertThat(tensor.bytes().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(tensor.bytes().get(1)).isEqualTo((byte) 2);
    }

    @Test
    void shapeMustFitTheBytes() {
        assertThatThrownBy(() -> TensorData.of(new float[3], 2, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("F32 and shape [2, 2] take 16 bytes, but 12 were given");
        assertThatThrownBy(() -> TensorData.of(new float[1], 1L << 62, 4, 4))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("more than 2^63");
    }

    @Test
    void reservedNameIsRefused() {
        TensorFile file = TensorFile.of(Map.of("__metadata__", TensorData.of(new float[1], 1)));
        assertThatThrownBy(() -> SafeTensors.write(folder.resolve("x"), file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("__metadata__");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> SafeTensors.read(folder.resolve("missing.safetensors")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("missing.safetensors does not exist");
    }

    // Columns: the header with ' for ", how many bytes follow it, and what the message must say.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]|0|does not begin with '{'",
                "{`'a`|0|not valid JSON",
                "{} {}|0|goes on after the closing brace",
                "{'a':3}|0|tensor 'a' must be an object",
                "{'a':{'dtype':'F32','shape':[1]}}|4|needs dtype, shape and data_offsets",
                "{'a':{'dtype':'F32','dtype':'F32','shape':[1],'data_offsets':[0,4]}}|4|two fields 'dtype'",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'x':1}}|4|unknown field 'x'",
                "{'a':{'dtype':'F8_E4M3','shape':[1],'data_offsets':[0,1]}}|1|type 'F8_E4M3'; known are",
                "{'a':{'dtype':4,'shape':[1],'data_offsets':[0,4]}}|4|a dtype that is not text",
                "{'a':{'dtype':'F32','shape':1,'data_offsets':[0,4]}}|4|a shape that is not a list",
                "{'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}}|4|more than integers",
                "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}|4|negative number -1",
                "{'a':{'dtype':'F32','shape':[18446744073709551615],'data_offsets':[0,4]}}|4|not valid JSON",
                "{'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,4]}}|4|more than 2^63 bytes",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}|4|F32[2] takes 8 bytes, but has 4",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}|4|not [begin, end]",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,2,4]}}|4|not [begin, end]",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|8|(gap)",
                "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'b':{'dtype':'U8','shape':[4],'data_offsets':[3,7]}}|7|(overlap)",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}|3|take 4 bytes, but 3 bytes follow",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}|5|take 4 bytes, but 5 bytes follow",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}|4|'a' twice",
                "{'__metadata__':{'k':1}}|0|may hold only text, but not so 'k'",
                "{'__metadata__':{'k':'1','k':'2'}}|0|metadata names 'k' twice",
                "{'__metadata__':[]}|0|must be an object",
                "{'a':{'dtype':'F32','shape':[[[[[[1]]]]]],'data_offsets':[0,4]}}|4|tensor 'a'",
            })
    void everyKindOfErrorIsNamed(String header, int dataBytes, String expected) throws IOException {
        Path file = write(file(header.replace('\'', '"'), dataBytes));
        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(expected);
    }

    @Test
    void lengthsThatLieAreNamed() throws IOException {
        assertMessage(new byte[7], "it has 7 bytes, expected at least 8");
        assertMessage(length(100_000_001, 8), "claims 100000001 bytes, at most 100000000");
        assertMessage(length(-1, 8), "claims 18446744073709551615 bytes");
        assertMessage(length(9, 16), "claims 9 bytes, the file has 16");
        assertMessage(length(0, 8), "does not begin with '{'");
    }

    @Test
    void filesBeyondOneMappingAreRead() throws IOException {
        long half = 3L << 29;
        String entry = "\"%s\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[%d,%d]}";
        String header =
                "{%s,%s,%s}"
                        .formatted(
                                entry.formatted("first", half, 0L, half),
                                entry.formatted("second", half, half, 2 * half),
                                entry.formatted("last", 1, 2 * half, 2 * half + 1));
        byte[] start = file(header, 0);
        Path file = folder.resolve("sparse.safetensors");
        // 3 GiB, but sparse: only the header and the two bytes that are compared take room.
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE, SPARSE)) {
            channel.write(ByteBuffer.wrap(start));
            channel.write(ByteBuffer.wrap(new byte[] {5}), start.length + half);
            channel.write(ByteBuffer.wrap(new byte[] {7}), start.length + 2 * half);
        }
        Map<String, TensorData> tensors = SafeTensors.read(file).tensors();
        assertThat(bytes(tensors, "first").remaining()).isEqualTo((int) half);
        assertThat(bytes(tensors, "second").get(0)).isEqualTo((byte) 5);
        assertThat(bytes(tensors, "last").get(0)).isEqualTo((byte) 7);
    }

    @Test
    void otherEncodingsAreRefused() throws IOException {
        byte[] json = "{\"é\":1}".getBytes(StandardCharsets.ISO_8859_1);
        assertMessage(file(json, 0), "not valid JSON");
        assertMessage(file("{}".getBytes(StandardCharsets.UTF_16LE), 0), "not valid JSON");
    }

    private void assertMessage(byte[] content, String expected) throws IOException {
        Path file = write(content);
        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll(file.toString(), expected);
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("file.safetensors"), content);
    }

    private static ByteBuffer bytes(Map<String, TensorData> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name)).bytes();
    }

    private static byte[] length(long headerBytes, int fileBytes) {
        return ByteBuffer.allocate(fileBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerBytes)
                .array();
    }

    static byte[] file(String header, int dataBytes) {
        return file(header.getBytes(StandardCharsets.UTF_8), dataBytes);
    }

    private static byte[] file(byte[] json, int dataBytes) {
        return ByteBuffer.allocate(8 + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }
}
