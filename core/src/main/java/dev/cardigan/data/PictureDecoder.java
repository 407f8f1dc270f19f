package dev.cardigan.data;

import dev.cardigan.error.CardiganException;
import dev.cardigan.error.NativeMemoryException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Decodes one file. The order matters: size and completeness are read by our own few lines first,
 * then one reader of our choice, made for this file and disposed after it, decodes the first frame.
 */
final class PictureDecoder {

    private static final Map<PictureFormat, ImageReaderSpi> READERS = readers();

    /**
     * Decoding holds up to about 12 bytes for each pixel (decoder, colour conversion, result). Half
     * of the heap, in megapixels, is shared by all threads, so large pictures take turns.
     */
    private static final int MEGAPIXELS_AT_ONCE =
            (int) Math.max(1, Runtime.getRuntime().maxMemory() / (24L << 20));

    private static final Semaphore MEGAPIXELS = new Semaphore(MEGAPIXELS_AT_ONCE, true);

    private PictureDecoder() {}

    /**
     * @throws UnreadablePictureException with the reason, if there is no sound picture
     * @throws NativeMemoryException if the heap is too small for it
     */
    static Picture decode(String name, byte[] bytes, PictureLimits limits)
            throws UnreadablePictureException {
        limits.checkFile(bytes.length);
        PictureHeader header = PictureHeader.of(bytes);
        limits.checkSize(header);
        Prepared prepared = Prepared.of(header, bytes);
        long megapixels = 1 + ((header.width() * header.height()) >> 20);
        int wanted = (int) Math.min(MEGAPIXELS_AT_ONCE, megapixels);
        MEGAPIXELS.acquireUninterruptibly(wanted);
        try {
            return read(name, header, prepared);
        } catch (IOException | RuntimeException | OutOfMemoryError failure) {
            throw sorted(name, header, failure);
        } finally {
            MEGAPIXELS.release(wanted);
        }
    }

    /** What the reader is given, and how the result must be turned. */
    // Lives for one decoding; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Prepared(byte[] bytes, int orientation, boolean isCmyk) {

        static Prepared of(PictureHeader header, byte[] bytes) throws UnreadablePictureException {
            return switch (header.format()) {
                case PNG -> {
                    PngChunks chunks = PngChunks.of(bytes);
                    yield new Prepared(chunks.essential(), chunks.orientation(), false);
                }
                case JPEG -> {
                    JpegMarkers markers = JpegMarkers.of(bytes);
                    markers.check();
                    yield new Prepared(bytes, markers.orientation(), markers.components() == 4);
                }
                case WEBP -> new Prepared(bytes, WebpChunks.of(bytes).orientation(), false);
                case TIFF -> {
                    int orientation = TiffDirectory.of(bytes, 0, bytes.length).orientation();
                    yield new Prepared(bytes, orientation, false);
                }
                case GIF, BMP -> {
                    PlausibleSize.check(header, bytes);
                    yield new Prepared(bytes, 1, false);
                }
            };
        }
    }

    private static Picture read(String name, PictureHeader header, Prepared prepared)
            throws IOException {
        ImageReader reader = reader(header.format());
        try (ImageInputStream stream =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(prepared.bytes()))) {
            List<String> notes = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> notes.add(warning));
            boolean isGif = header.format() == PictureFormat.GIF;
            reader.setInput(stream, true, !isGif);
            checkSameSize(reader, header);
            BufferedImage image = reader.read(0);
            checkWarnings(notes);
            String mode = prepared.isCmyk() ? "CMYK" : SampleConversion.mode(image.getColorModel());
            Pixels pixels = SampleConversion.toPixels(image);
            if (isGif) {
                pixels = onCanvas(pixels, header, reader.getImageMetadata(0));
            }
            Pixels upright = Orientation.upright(pixels, prepared.orientation());
            return new Picture(name, header.format(), mode, upright, List.copyOf(notes));
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(PictureFormat format) throws IOException {
        ImageReaderSpi provider = READERS.get(format);
        if (provider == null) {
            throw new IOException("no reader for " + format + " is on the class path");
        }
        return provider.createReaderInstance();
    }

    /** Limits were checked against our reading of the header; the decoder must see the same. */
    private static void checkSameSize(ImageReader reader, PictureHeader header) throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        boolean fits =
                header.format() == PictureFormat.GIF
                        ? width <= header.width() && height <= header.height()
                        : width == header.width() && height == header.height();
        if (!fits) {
            throw new UnreadablePictureException(
                    "the file gives two sizes, %dx%d and %dx%d"
                            .formatted(header.width(), header.height(), width, height));
        }
    }

    /** libjpeg fills what is missing with grey and warns; other warnings leave a sound picture. */
    private static void checkWarnings(List<String> notes) throws UnreadablePictureException {
        for (String note : notes) {
            if (note.contains("premature end") || note.contains("Truncated")) {
                throw new UnreadablePictureException("the picture data is cut off: " + note);
            }
        }
    }

    /** The first frame of a GIF may cover only a part of its canvas; the rest is transparent. */
    private static Pixels onCanvas(Pixels frame, PictureHeader header, IIOMetadata metadata) {
        int width = (int) header.width();
        int height = (int) header.height();
        if (frame.width() == width && frame.height() == height) {
            return frame;
        }
        int left = 0;
        int top = 0;
        Node tree = metadata.getAsTree(metadata.getNativeMetadataFormatName());
        for (Node node = tree.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && node.getNodeName().equals("ImageDescriptor")) {
                left = Integer.parseInt(element.getAttribute("imageLeftPosition"));
                top = Integer.parseInt(element.getAttribute("imageTopPosition"));
            }
        }
        return Pixels.white(width, height, frame.channels()).with(frame, left, top);
    }

    /**
     * Sorts a failure into a bad picture or too little memory. Readers wrap an {@link
     * OutOfMemoryError} into an {@link IIOException}, which must not pass for a bad picture.
     */
    static UnreadablePictureException sorted(String name, PictureHeader header, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                throw new NativeMemoryException(
                        "%s: no memory to decode a picture of %dx%d; the Java heap may grow to %d MB. Raise it with -Xmx, or lower the pixel limit or the number of threads"
                                .formatted(
                                        name,
                                        header.width(),
                                        header.height(),
                                        Runtime.getRuntime().maxMemory() >> 20),
                        failure);
            }
        }
        if (failure instanceof CardiganException ours) {
            throw ours;
        }
        if (failure instanceof UnreadablePictureException known) {
            return known;
        }
        return new UnreadablePictureException(
                "the %s data is damaged (%s)".formatted(header.format(), deepestReason(failure)),
                failure);
    }

    private static String deepestReason(Throwable failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            deepest = cause;
        }
        String message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : message;
    }

    /**
     * One reader for each format; TwelveMonkeys goes before the JDK, as it reads CMYK and embedded
     * profiles rightly.
     */
    private static Map<PictureFormat, ImageReaderSpi> readers() {
        // The default writes every stream to a temporary file; some readers open streams
        // themselves.
        ImageIO.setUseCache(false);
        Map<PictureFormat, ImageReaderSpi> readers = new EnumMap<>(PictureFormat.class);
        Iterator<ImageReaderSpi> providers =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
        while (providers.hasNext()) {
            ImageReaderSpi provider = providers.next();
            List<String> names = List.of(provider.getFormatNames());
            for (PictureFormat format : PictureFormat.values()) {
                boolean isTwelveMonkeys =
                        provider.getClass().getName().startsWith("com.twelvemonkeys.");
                if (names.contains(format.name()) && isTwelveMonkeys) {
                    readers.put(format, provider);
                } else if (names.contains(format.name())) {
                    readers.putIfAbsent(format, provider);
                }
            }
        }
        return readers;
    }
}
