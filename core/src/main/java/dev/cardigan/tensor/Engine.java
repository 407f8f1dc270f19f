package dev.cardigan.tensor;

import dev.cardigan.error.EngineException;
import dev.cardigan.error.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * Loads libtorch on purpose, before its first use, and from nowhere but Cardigan's own jars.
 *
 * <p>Left alone, JavaCPP unpacks and loads one library after the other; the system's loader then
 * looks for those that are not there yet in {@code LD_LIBRARY_PATH} and the default folders, where
 * another libtorch may lie, and the process crashes. Here everything is unpacked first and loaded
 * by full path, those that others need first: a library that is loaded is not looked for again.
 */
public final class Engine {

    private static final String CACHE = "org.bytedeco.javacpp.cachedir";

    /** On Linux, each after those it needs. */
    private static final List<String> ORDER =
            List.of(
                    "libgomp.so.1",
                    "libquadmath.so.0",
                    "libgfortran.so.5",
                    "libopenblas.so.0",
                    "libc10.so",
                    "libtorch_cpu.so",
                    "libtorch.so");

    /** What the folder of libraries for CUDA ends in. */
    private static final String CUDA = "-gpu";

    private static final System.Logger LOG = System.getLogger(Engine.class.getName());

    private static boolean loaded;

    private Engine() {}

    /**
     * Loads libtorch, unless that has been done.
     *
     * @param tell hears one line before work that takes seconds, only on the first start
     * @throws EngineException if this platform has no natives or they cannot be loaded
     * @throws StorageException if the folder to unpack them to cannot be written
     */
    public static synchronized void load(Consumer<String> tell) {
        if (loaded) {
            return;
        }
        try {
            choosePrivateCache();
            List<Path> unpacked = unpacked(tell);
            if (Loader.getPlatform().startsWith("linux")) {
                inOrder(unpacked).forEach(file -> System.load(file.toString()));
            }
            Loader.load(torch.class);
            loaded = true;
        } catch (LinkageError error) {
            throw explained(error);
        } catch (IOException failure) {
            throw new StorageException(
                    "%s: the native libraries cannot be unpacked there (%s); about 450 MB are needed. Free some space, or choose another folder by JAVA_OPTS=-D%s=FOLDER"
                            .formatted(cache(), failure, CACHE),
                    failure);
        }
    }

    /** The same for classes that reach libtorch before anybody loaded it; the line is logged. */
    static void load() {
        load(line -> LOG.log(Level.INFO, line));
    }

    /** The folder the natives are unpacked to. */
    public static Path cache() {
        String chosen = System.getProperty(CACHE);
        return chosen == null
                ? Path.of(System.getProperty("user.home"), ".cardigan", "natives")
                : Path.of(chosen);
    }

    /** Whether this error is about libtorch or its binding. */
    public static boolean isOfNatives(LinkageError error) {
        return error instanceof UnsatisfiedLinkError
                || String.valueOf(error.getMessage()).contains("org/bytedeco")
                || String.valueOf(error.getMessage()).contains("org.bytedeco");
    }

    /** What a failure to load means and what to do about it. */
    public static EngineException explained(LinkageError error) {
        String platform = Loader.getPlatform();
        String first = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        if (platform.equals("linux-arm64")) {
            return new EngineException(
                    "libtorch: there are no natives for linux-arm64 in this version of its binding; run Cardigan on linux-x86_64, macosx-arm64, macosx-x86_64 or windows-x86_64",
                    error);
        }
        return new EngineException(
                "libtorch cannot be loaded on %s: %s; run 'cardigan doctor', and if a file is missing, delete %s and build with -Djavacpp.platform=%s"
                        .formatted(platform, first, cache(), platform),
                error);
    }

    /** Where the library with this file name was loaded from, on Linux. */
    public static Optional<Path> loadedFrom(String fileName) {
        Path maps = Path.of("/proc/self/maps");
        if (!Files.isReadable(maps)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(maps).stream()
                    .filter(line -> line.endsWith("/" + fileName))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .findFirst();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Nobody else may put a library where we load it from. */
    private static void choosePrivateCache() throws IOException {
        if (System.getProperty(CACHE) != null) {
            return;
        }
        Path folder = cache();
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")
                && !Files.isSymbolicLink(folder)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        System.setProperty(CACHE, folder.toString());
    }

    private static List<Path> unpacked(Consumer<String> tell) throws IOException {
        ClassLoader loader = Engine.class.getClassLoader();
        List<URL> libraries = new ArrayList<>();
        libraries.addAll(libraries("javacpp", loader));
        libraries.addAll(libraries("openblas", loader));
        libraries.addAll(libraries("pytorch", loader));
        if (!Files.isDirectory(cache(), LinkOption.NOFOLLOW_LINKS) || isEmpty(cache())) {
            tell.accept("unpacking native libraries (once)");
        }
        List<Path> files = new ArrayList<>();
        for (URL library : libraries) {
            files.add(Loader.cacheResource(library).toPath());
        }
        return files;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** The libraries of this platform in the jar of a binding; none when it is not a jar. */
    static List<URL> libraries(String binding, ClassLoader loader) throws IOException {
        String usual = "org/bytedeco/" + binding + "/" + Loader.getPlatform();
        String folder =
                (loader.getResource(usual + CUDA + "/") == null ? usual : usual + CUDA) + "/";
        URL place = loader.getResource(folder);
        if (place == null) {
            throw new UnsatisfiedLinkError(
                    "no native libraries of " + binding + " for " + Loader.getPlatform());
        }
        if (!(place.openConnection() instanceof JarURLConnection jar)) {
            return List.of();
        }
        List<URL> libraries = new ArrayList<>();
        for (JarEntry entry : (Iterable<JarEntry>) jar.getJarFile().stream()::iterator) {
            String name = entry.getName();
            if (name.startsWith(folder) && isLibrary(name.substring(folder.length()))) {
                libraries.add(new URL(place, "/" + name));
            }
        }
        return libraries;
    }

    private static boolean isLibrary(String name) {
        return !name.contains("/")
                && (name.contains(".so") || name.endsWith(".dylib") || name.endsWith(".dll"));
    }

    /** Those for CUDA need libraries of the system first, which JavaCPP looks for. */
    private static List<Path> inOrder(List<Path> files) {
        List<Path> ordered = new ArrayList<>();
        for (String name : ORDER) {
            files.stream()
                    .filter(file -> file.endsWith(name))
                    .filter(file -> !file.toString().contains(CUDA + "/"))
                    .forEach(ordered::add);
        }
        return ordered;
    }
}
