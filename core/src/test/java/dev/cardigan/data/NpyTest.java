package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardigan.error.DataException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {

    // Written by numpy 2.4.6, numpy.lib.format.write_array:
    // numpy.arange(6, dtype='<f4').reshape(2, 3) / 4, format version 1.0
    private static final String FLOATS =
            "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMp"
                    + "LCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
                    + "IAoAAAAAAACAPgAAAD8AAEA/AACAPwAAoD8=";
    // numpy.array([1, -2, 2**40], dtype='>i8'), format version 2.0
    private static final String BIG_ENDIAN_LONGS =
            "k05VTVBZAgB0AAAAeydkZXNjcic6ICc+aTgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywp"
                    + "LCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
                    + "IAoAAAAAAAAAAf/////////+AAABAAAAAAA=";
    // numpy.array([0, 200, 255], dtype='u1'), format version 3.0
    private static final String BYTES =
            "k05VTVBZAwB0AAAAeydkZXNjcic6ICd8dTEnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywp"
                    + "LCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
                    + "IAoAyP8=";
    // numpy.array(2.5), format version 1.0
    private static final String SINGLE =
            "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKCksIH0g"
                    + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
                    + "IAoAAAAAAAAEQA==";

    private static final String SOUND = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";

    @TempDir private Path folder;

    @Test
    void readsWhatNumpyWrites() throws IOException {
        NpyArray floats = Npy.read(file(Base64.getDecoder().decode(FLOATS)));
        assertThat(floats.shape()).containsExactly(2, 3);
        assertThat(floats.floats()).containsExactly(0, 0.25f, 0.5f, 0.75f, 1, 1.25f);

        NpyArray longs = Npy.read(file(Base64.getDecoder().decode(BIG_ENDIAN_LONGS)));
        assertThat(longs.dtype()).isEqualTo(">i8");
        assertThat(longs.longs()).containsExactly(1, -2, 1L << 40);

        NpyArray bytes = Npy.read(file(Base64.getDecoder().decode(BYTES)));
        assertThat(bytes.bytes()).containsExactly(0, 200, 255);

        NpyArray single = Npy.read(file(Base64.getDecoder().decode(SINGLE)));
        assertThat(single.shape()).isEmpty();
        assertThat(single.doubles()).containsExactly(2.5);
    }

    @Test
    void writesTheVeryBytesNumpyWrites() throws IOException {
        Path file = folder.resolve("out.npy");

        Npy.write(file, NpyArray.of(new float[] {0, 0.25f, 0.5f, 0.75f, 1, 1.25f}, 2, 3));
        assertThat(Files.readAllBytes(file)).isEqualTo(Base64.getDecoder().decode(FLOATS));

        Npy.write(file, NpyArray.of(new double[] {2.5}));
        assertThat(Files.readAllBytes(file)).isEqualTo(Base64.getDecoder().decode(SINGLE));
    }

    static Stream<NpyArray> arrays() {
        ByteBuffer big = ByteBuffer.allocate(8).order(ByteOrder.BIG_ENDIAN);
        big.putInt(7).putInt(-8).flip();
        return Stream.of(
                NpyArray.of(new float[] {1.5f, Float.NaN, Float.NEGATIVE_INFINITY, -0f}, 4),
                NpyArray.of(new double[] {Math.PI, Double.MIN_VALUE}, 1, 2, 1),
                NpyArray.of(new int[] {Integer.MIN_VALUE, 0, 1, 2, 3, Integer.MAX_VALUE}, 2, 3),
                NpyArray.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 2),
                NpyArray.of(new byte[] {0, 127, -128, -1}, 2, 2),
                NpyArray.of(new float[0], 0, 7),
                new NpyArray(">i4", new long[] {2}, big));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void survivesTheDisk(NpyArray array) {
        Path file = folder.resolve("array.npy");

        Npy.write(file, array);

        assertThat(Npy.read(file)).isEqualTo(array).hasSameHashCodeAs(array);
    }

    @Test
    void bigEndianElementsAreReadAsTheyAreMeant() {
        ByteBuffer big = ByteBuffer.allocate(8).order(ByteOrder.BIG_ENDIAN);
        big.putFloat(1.5f).putFloat(-2).flip();

        assertThat(new NpyArray(">f4", new long[] {2}, big).floats()).containsExactly(1.5f, -2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (2,)}",
                "{'shape':(2,),'fortran_order':False,'descr':'<f4'}",
                " { 'descr' : '<f4' , 'fortran_order' : False , 'shape' : ( 2 , ) , } \n",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1)}"
            })
    void readsOtherSpellingsOfTheHeader(String header) throws IOException {
        NpyArray array = Npy.read(file(npy(header, 8)));

        assertThat(array.count()).isEqualTo(2);
        assertThat(array.dtype()).isEqualTo("<f4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), ",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2.0,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': 2, }",
                "{'descr': '<f4', 'fortran_order': false, 'shape': (2,), }",
                "{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }",
                "{'descr': '<f4', 'shape': (2,), }",
                "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } or 1",
                "{'descr': '<f2', 'fortran_order': False, 'shape': (2,), }",
                "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }",
                "{'descr': '<f4, 'fortran_order': False, 'shape': (2,), }",
                "__import__('os').system('true')",
                // Sizes that no file of this length can have, some of which overflow 64 bits.
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (500000000,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999999999,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999999,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387906,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483648, 1073741824, 2)}"
            })
    void refusesHostileHeaders(String header) throws IOException {
        Path file = file(npy(header, 8));

        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file.toString());
    }

    @Test
    void refusesManyAxes() throws IOException {
        String shape = "(" + "1, ".repeat(65) + ")";
        Path file =
                file(npy("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + "}", 4));

        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at most 64 axes");
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] whole = npy(SOUND, 8);
        assertThat(Npy.read(file(whole)).count()).isEqualTo(2);

        for (int length = 0; length < whole.length; length++) {
            Path file = file(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Npy.read(file))
                    .as("first %d bytes", length)
                    .isInstanceOf(DataException.class);
        }
    }

    @Test
    void refusesForeignFilesAndVersions() throws IOException {
        byte[] other = npy(SOUND, 8);
        other[0] = 0;
        Path foreign = file(other);
        assertThatThrownBy(() -> Npy.read(foreign))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is not a .npy file");

        byte[] future = npy(SOUND, 8);
        future[6] = 4;
        Path newer = file(future);
        assertThatThrownBy(() -> Npy.read(newer))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(".npy version 4.0 is not known");
    }

    @Test
    void refusesAHeaderLongerThanTheFileWithoutMakingRoomForIt() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(npy(SOUND, 8), 0, 6).put((byte) 2).put((byte) 0).putInt(-1);
        Path file = file(bytes.array());

        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("declares a header of 4294967295 bytes, but 0 follow");
    }

    @Test
    void missingPlacesAreNamed() {
        assertThatThrownBy(() -> Npy.read(folder.resolve("none.npy")))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith("none.npy: there is no such file.");
        assertThatThrownBy(
                        () ->
                                Npy.write(
                                        folder.resolve("none/out.npy"),
                                        NpyArray.of(new float[] {1}, 1)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("132 bytes cannot be written");
    }

    @Test
    void arraysCheckTheirParts() {
        assertThatThrownBy(() -> NpyArray.of(new float[] {1, 2, 3}, 2, 2))
                .isInstanceOf(DataException.class)
                .hasMessage("An array of <f4 and shape [2, 2] needs 16 bytes, found 12.");
        assertThatThrownBy(() -> NpyArray.of(new float[] {1}, -1, -1))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> NpyArray.of(new float[] {1}, 1).doubles())
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("The array's elements are <f4, expected f8");
    }

    @Test
    void arrayKeepsItsOwnShapeAndBytes() {
        float[] values = {1, 2};
        long[] shape = {2};
        NpyArray array = NpyArray.of(values, shape);
        values[0] = 9;
        shape[0] = 9;
        array.shape()[0] = 9;
        array.data().getFloat();

        assertThat(array.shape()).containsExactly(2);
        assertThat(array.floats()).containsExactly(1, 2);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "array", ".npy"), bytes);
    }

    /** A file of version 1.0 with any header text and as many zero bytes as asked for. */
    private static byte[] npy(String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(10 + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) text.length)
                .put(text)
                .array();
    }
}
