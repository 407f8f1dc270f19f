package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.error.EngineException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {

    @TempDir private Path folder;

    /**
     * JavaCPP left alone fails here: libtorch.so is loaded before libtorch_cpu.so, for which the
     * system's loader then takes the decoy.
     */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theFirstStartTakesItsOwnLibrariesBesideAnotherLibtorch() throws Exception {
        Path decoys = Files.createDirectory(folder.resolve("decoys"));
        for (String name : List.of("libtorch_cpu.so", "libc10.so", "libopenblas.so.0")) {
            copyAnotherLibrary(decoys.resolve(name));
        }
        Path home = Files.createDirectory(folder.resolve("home"));
        String said = start(EngineStart.First.LOAD, decoys, home);
        Path cache = home.resolve(".cardigan").resolve("natives");
        assertThat(said)
                .startsWith("unpacking native libraries (once)\nsum 3.0\n")
                .contains("from " + cache);
        assertThat(Files.getPosixFilePermissions(cache)).hasSize(3);
        assertThat(start(EngineStart.First.LOAD, decoys, home)).startsWith("sum 3.0\n");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LOAD", "LEFT_ALONE"})
    @EnabledOnOs(OS.LINUX)
    void whateverIsReachedFirstLoadsFromThePrivateFolder(EngineStart.First first) throws Exception {
        Path home = Path.of(System.getProperty("user.home"));
        assertThat(start(first, folder, home)).contains("from " + Engine.cache());
    }

    /** Libraries for CUDA lie in a folder of their own. */
    @Test
    void findsTheLibrariesOfEitherKind() throws IOException {
        for (String kind : List.of("", "-gpu")) {
            String inside = "org/bytedeco/pytorch/" + Loader.getPlatform() + kind + "/";
            Path jar = folder.resolve("natives" + kind + ".jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                out.putNextEntry(new JarEntry(inside));
                out.putNextEntry(new JarEntry(inside + "libtorch.so"));
                out.putNextEntry(new JarEntry(inside + "libtorch.txt"));
            }
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
                assertThat(Engine.libraries("pytorch", loader))
                        .singleElement()
                        .asString()
                        .endsWith(inside + "libtorch.so");
            }
        }
    }

    /** A sound library that has nothing of libtorch in it. */
    private static void copyAnotherLibrary(Path target) throws IOException {
        String quadmath = "/org/bytedeco/openblas/linux-x86_64/libquadmath.so.0";
        try (InputStream library = EngineTest.class.getResourceAsStream(quadmath)) {
            assertThat(library).as(quadmath).isNotNull();
            Files.copy(library, target);
        }
    }

    private String start(EngineStart.First first, Path decoys, Path home)
            throws IOException, InterruptedException {
        ProcessBuilder child =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Duser.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineStart.class.getName(),
                        first.name());
        child.environment().put("LD_LIBRARY_PATH", decoys.toString());
        Path errors = folder.resolve("errors");
        child.redirectError(errors.toFile()).redirectInput(new File("/dev/null"));
        Process process = child.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said + Files.readString(errors)).isZero();
        return said;
    }

    @Test
    void aMissingLibraryIsExplained() {
        EngineException explained =
                Engine.explained(new UnsatisfiedLinkError("no jnitorch in java.library.path"));
        assertThat(explained.exitCode()).isEqualTo(11);
        assertThat(explained)
                .hasMessageContaining("no jnitorch")
                .hasMessageContaining("cardigan doctor")
                .hasMessageContaining("-Djavacpp.platform=");
    }
}
