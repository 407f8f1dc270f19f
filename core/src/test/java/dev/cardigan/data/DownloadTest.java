package dev.cardigan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cardigan.data.DownloadSet.PublishedFile;
import dev.cardigan.error.ConfigException;
import dev.cardigan.error.DataException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    private static final byte[] CONTENT = content();

    @TempDir Path folder;

    private HttpServer server;

    /** The Range header of every request that came, or "all". */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private static byte[] content() {
        byte[] bytes = new byte[300_000];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void serve() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = HttpServer.create(address, 0);
        server.createContext("/good/", exchange -> answer(exchange, CONTENT.length));
        // Every answer breaks off after 100,000 bytes, as a bad line does.
        server.createContext("/broken/", exchange -> answer(exchange, 100_000));
        server.createContext("/dead/", exchange -> answer(exchange, 0));
        server.createContext(
                "/missing/",
                exchange -> {
                    asked.add("missing");
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, int most) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        asked.add(range == null ? "all" : range);
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from >= CONTENT.length) {
            exchange.getResponseHeaders().add("Content-Range", "bytes */" + CONTENT.length);
            exchange.sendResponseHeaders(416, -1);
            exchange.close();
            return;
        }
        if (range != null) {
            String part = "bytes " + from + "-" + (CONTENT.length - 1) + "/" + CONTENT.length;
            exchange.getResponseHeaders().add("Content-Range", part);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, CONTENT.length - from);
        OutputStream body = exchange.getResponseBody();
        int length = Math.min(most, CONTENT.length - from);
        body.write(CONTENT, from, length);
        body.flush();
        exchange.close();
    }

    private DownloadSet set(String md5, String... mirrors) {
        int port = server.getAddress().getPort();
        List<String> addresses =
                Arrays.stream(mirrors)
                        .map(mirror -> "http://127.0.0.1:" + port + "/" + mirror + "/")
                        .toList();
        return new DownloadSet(
                "test", "CC0", List.of(), addresses, List.of(new PublishedFile("a.gz", md5)));
    }

    private static String md5() {
        return HexFormat.of().formatHex(Hashes.digest("MD5").digest(CONTENT));
    }

    private Path fetch(DownloadSet set) {
        return Download.in(folder).fetch("test", set, Progress.SILENT);
    }

    @Test
    void aGoodFileComesOnceAndIsKept() throws IOException {
        List<Long> heard = new ArrayList<>();

        Path target =
                Download.in(folder)
                        .fetch(
                                "test",
                                set(md5(), "good"),
                                (task, done, total) -> {
                                    assertThat(total).isEqualTo(CONTENT.length);
                                    heard.add(done);
                                });
        fetch(set(md5(), "good"));

        assertThat(target).isEqualTo(folder.resolve("test"));
        assertThat(Files.readAllBytes(target.resolve("a.gz"))).isEqualTo(CONTENT);
        assertThat(target.resolve("a.gz.part")).doesNotExist();
        assertThat(heard).isSorted().endsWith((long) CONTENT.length);
        assertThat(asked).containsExactly("all");
    }

    @Test
    void aBrokenLineIsResumedWhereItBroke() throws IOException {
        Path target = fetch(set(md5(), "broken"));

        assertThat(Files.readAllBytes(target.resolve("a.gz"))).isEqualTo(CONTENT);
        assertThat(asked).first().isEqualTo("all");
        assertThat(asked).hasSizeGreaterThan(1).last().asString().startsWith("bytes=");
    }

    @Test
    void aServerThatStandsStillIsGivenUp() {
        CountDownLatch over = new CountDownLatch(1);
        server.createContext(
                "/silent/",
                exchange -> {
                    exchange.sendResponseHeaders(200, CONTENT.length);
                    exchange.getResponseBody().write(CONTENT, 0, 100);
                    exchange.getResponseBody().flush();
                    await(over);
                    exchange.close();
                });
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/silent/a.gz";
        Path part = folder.resolve("a.gz.part");

        Duration silence = Duration.ofMillis(300);
        Transfer transfer = new Transfer(address, part, silence, Progress.SILENT);
        try {
            assertThatThrownBy(transfer::run).isInstanceOf(IOException.class);
        } finally {
            over.countDown();
        }
        assertThat(part).hasSize(100);
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatAFormerProcessLeftIsResumed() throws IOException {
        Path part = folder.resolve("test/a.gz.part");
        TestPictures.write(part, Arrays.copyOf(CONTENT, 123_456));

        Path target = fetch(set(md5(), "good"));

        assertThat(Files.readAllBytes(target.resolve("a.gz"))).isEqualTo(CONTENT);
        assertThat(asked).containsExactly("bytes=123456-");
    }

    @Test
    void aWholeButUnnamedFileIsOnlyNamed() {
        TestPictures.write(folder.resolve("test/a.gz.part"), CONTENT);

        Path target = fetch(set(md5(), "good"));

        assertThat(target.resolve("a.gz")).hasSize(CONTENT.length);
        assertThat(asked).containsExactly("bytes=300000-");
    }

    @Test
    void leftoversThatAreTooLongAreStartedOver() throws IOException {
        TestPictures.write(folder.resolve("test/a.gz.part"), new byte[400_000]);

        Path target = fetch(set(md5(), "good"));

        assertThat(Files.readAllBytes(target.resolve("a.gz"))).isEqualTo(CONTENT);
        assertThat(asked).containsExactly("bytes=400000-", "all");
    }

    @Test
    void aWrongCheckSumLeavesNothing() {
        String wrong = "0".repeat(32);

        assertThatThrownBy(() -> fetch(set(wrong, "good")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.gz could not be downloaded")
                .hasMessageContaining("its md5 is " + md5() + ", expected " + wrong);
        assertThat(folder.resolve("test")).isEmptyDirectory();
    }

    @Test
    void aDamagedFileOfAFormerRunIsFetchedAgain() throws IOException {
        TestPictures.write(folder.resolve("test/a.gz"), new byte[10]);

        Path target = fetch(set(md5(), "good"));

        assertThat(Files.readAllBytes(target.resolve("a.gz"))).isEqualTo(CONTENT);
    }

    @Test
    void aMissingFileGoesToTheNextMirror() {
        assertThat(fetch(set(md5(), "missing", "good")).resolve("a.gz")).exists();
        assertThat(asked).containsExactly("missing", "all");
    }

    @Test
    void everyMirrorIsNamedWhenNoneWorks() {
        assertThatThrownBy(() -> fetch(set(md5(), "missing", "dead")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("/missing/a.gz: the server answered with status 404")
                .hasMessageContaining("/dead/a.gz: ")
                .hasMessageContaining("put the file there by hand");
    }

    @Test
    void offlineSaysSo() {
        DownloadSet set = set(md5(), "good");
        server.stop(0);

        assertThatThrownBy(() -> fetch(set))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no connection (offline, or the server is down)")
                .hasMessageContaining("proxy");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() {
        TestPictures.write(folder.resolve("test"), new byte[1]);

        assertThatThrownBy(() -> fetch(set(md5(), "good")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("folder for downloads cannot be made");
    }

    @Test
    void theFamilyIsKnownByName() {
        assertThat(DownloadSet.names()).containsExactly("fashion-mnist", "kmnist", "mnist");
        for (String name : DownloadSet.names()) {
            DownloadSet set = DownloadSet.named(name);
            assertThat(set.classes()).hasSize(10);
            assertThat(set.files()).hasSize(4).allMatch(each -> each.md5().matches("[0-9a-f]{32}"));
            assertThat(set.mirrors()).allMatch(each -> each.matches("https?://.+/"));
        }
        assertThatThrownBy(() -> Download.in(folder).fetch("minst", Progress.SILENT))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'minst'")
                .hasMessageContaining("fashion-mnist, kmnist, mnist");
    }
}
