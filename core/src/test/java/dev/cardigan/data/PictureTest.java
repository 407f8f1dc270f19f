package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.cardigan.error.DataException;
import dev.cardigan.error.NativeMemoryException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

    private static Pixels decode(byte[] bytes) {
        return Picture.decode("test", bytes, PictureLimits.DEFAULT).pixels();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void formatsWithoutLossGiveBackEveryPixel(String format) {
        byte[] file =
                TestPictures.encoded(format, 7, 5, (x, y) -> x * 0x240000 + y * 0x3000 + x * y);

        Pixels pixels = decode(file);

        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 7; x++) {
                assertThat(pixels.at(x, y, 0)).isEqualTo(x * 0x24);
                assertThat(pixels.at(x, y, 1)).isEqualTo(y * 0x30);
                assertThat(pixels.at(x, y, 2)).isEqualTo(x * y);
            }
        }
    }

    /** Where the marked corner of a stored 3x2 picture must be seen, by EXIF's definition. */
    @ParameterizedTest
    @CsvSource({"1,0,0", "2,2,0", "3,2,1", "4,0,1", "5,0,0", "6,1,0", "7,1,2", "8,0,2"})
    void everyOrientationPutsTheStoredCornerWhereExifSays(int orientation, int x, int y) {
        byte[] values = new byte[6];
        values[0] = 100;

        Pixels upright = Orientation.upright(new Pixels(3, 2, 1, values), orientation);

        assertThat(upright.width()).isEqualTo(orientation >= 5 ? 2 : 3);
        assertThat(upright.at(x, y, 0)).isEqualTo(100);
    }

    @Test
    void orientationsAreTurnsAndNotOnlyFlips() {
        // 1 2 3      4 1
        // 4 5 6  ->  5 2  a quarter turn clockwise
        //            6 3
        Pixels stored = new Pixels(3, 2, 1, new byte[] {1, 2, 3, 4, 5, 6});

        assertThat(Orientation.upright(stored, 6).values()).containsExactly(4, 1, 5, 2, 6, 3);
        assertThat(Orientation.upright(stored, 8).values()).containsExactly(3, 6, 2, 5, 1, 4);
    }

    @Test
    void aHeaderWithinTheLimitsButWithoutDataTakesNoMemory() {
        byte[] png = TestPictures.flat(64, 64, 0x336699);
        ByteBuffer.wrap(png).putInt(16, 8000).putInt(20, 8000);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        byte[] jpeg = TestPictures.encoded("jpeg", 64, 64, (x, y) -> 0x336699);
        setJpegSize(jpeg, 8000);

        byte[] bmp = TestPictures.encoded("bmp", 64, 64, (x, y) -> x);
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 8000).putInt(22, 8000);
        byte[] gif = TestPictures.encoded("gif", 64, 64, (x, y) -> 0);
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 8000)
                .putShort(8, (short) 8000);

        assertRefusedCheaply(bmp, "cannot hold so much");
        assertRefusedCheaply(gif, "cannot hold so much");
        assertRefusedCheaply(png, "cannot hold so much");
        assertRefusedCheaply(jpeg, "bytes of picture data");
    }

    private static void setJpegSize(byte[] jpeg, int side) {
        for (int at = 0; at + 9 < jpeg.length; at++) {
            if ((jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) == 0xc0) {
                ByteBuffer.wrap(jpeg).putShort(at + 5, (short) side).putShort(at + 7, (short) side);
                return;
            }
        }
        throw new IllegalStateException("no frame header");
    }

    private static void assertRefusedCheaply(byte[] file, String reason) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> decode(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(reason);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void limitsAreHeeded() {
        byte[] file = TestPictures.flat(20, 10, 0);

        assertThatThrownBy(
                        () -> Picture.decode("a.png", file, PictureLimits.DEFAULT.withPixels(199)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.png: the header says 20x10, more than the limit");
        assertThat(
                        Picture.decode("a.png", file, PictureLimits.DEFAULT.withPixels(200))
                                .pixels()
                                .width())
                .isEqualTo(20);
        assertThatThrownBy(
                        () ->
                                Picture.decode(
                                        "a.png", file, PictureLimits.DEFAULT.withFileBytes(50)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("more than the limit of 50");
    }

    @Test
    void memoryRunningOutInsideTheDecoderIsNoBadPicture() {
        PictureHeader header = new PictureHeader(PictureFormat.PNG, 30000, 2000);
        IIOException wrapped = new IIOException("reading", new OutOfMemoryError("Java heap space"));

        assertThatThrownBy(() -> PictureDecoder.sorted("a.png", header, wrapped))
                .isInstanceOf(NativeMemoryException.class)
                .hasMessageContaining("a.png: no memory to decode a picture of 30000x2000")
                .hasMessageContaining("-Xmx");
        assertThat(PictureDecoder.sorted("a.png", header, new IOException("odd")))
                .hasMessage("the PNG data is damaged (odd)");
    }

    @Test
    void transparentPixelsAreWhiteWhateverColourLiesBelow() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00ff0000);
        image.setRGB(1, 0, 0x40ff0000);

        Pixels pixels = decode(TestPictures.encoded("png", image));

        assertThat(pixels.at(0, 0, 1)).isEqualTo(255);
        assertThat(pixels.at(1, 0, 0)).isEqualTo(255);
        assertThat(pixels.at(1, 0, 1)).isEqualTo(191); // 255 * (1 - 64/255)
    }

    @Test
    void anRgbSpaceOtherThanStandardIsConverted() throws IOException {
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        ComponentColorModel model =
                new ComponentColorModel(
                        linear, false, false, BufferedImage.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(4, 4);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                raster.setPixel(x, y, new int[] {55, 55, 55});
            }
        }

        Pixels pixels = SampleConversion.toPixels(new BufferedImage(model, raster, false, null));

        // 55/255 = 0.2157 linear is 1.055 * 0.2157^(1/2.4) - 0.055 = 0.502 in sRGB (IEC 61966-2-1).
        assertThat(pixels.at(1, 1, 0)).isCloseTo(128, within(2));
    }

    @Test
    void greyIsToldFromColourByContent() {
        assertThat(decode(TestPictures.flat(8, 8, 0x808080)).isGrey()).isTrue();
        assertThat(decode(TestPictures.flat(8, 8, 0x808488)).isGrey()).isTrue();
        assertThat(decode(TestPictures.flat(8, 8, 0x8080a0)).isGrey()).isFalse();
        // BT.601: 0.299 * 255 = 76.2
        assertThat(decode(TestPictures.flat(8, 8, 0xff0000)).grey().at(3, 3, 0)).isEqualTo(76);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "bmp", "gif", "tiff"})
    void damagedBytesNeverGiveAnythingButADataException(String format) {
        byte[] sound = TestPictures.encoded(format, 24, 20, (x, y) -> x * 0x0a0b0c ^ y * 0x030201);
        Random random = new Random(7);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] damaged = sound.clone();
            for (int flip = 0; flip < 1 + round % 4; flip++) {
                // Headers are where damage does most; half of the flips go there.
                int range = flip % 2 == 0 ? Math.min(64, damaged.length) : damaged.length;
                damaged[random.nextInt(range)] = (byte) random.nextInt(256);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                Picture.decode("x", damaged, PictureLimits.DEFAULT.withPixels(1 << 20));
            } catch (DataException expected) {
                refused++;
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            // A million pixels at up to 12 bytes, and the tables of a decoder.
            assertThat(allocated).as("round %d", round).isLessThan(32 << 20);
        }
        assertThat(refused).isGreaterThan(30);
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> Picture.read(folder.resolve("none.png")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.png: cannot be read");
    }
}
