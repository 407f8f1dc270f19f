package dev.cardigan.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.error.EngineException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
        String said = start(decoys, home);
        Path cache = home.resolve(".cardigan").resolve("natives");
        assertThat(said)
                .startsWith("unpacking native libraries (once)\nsum 3.0\n")
                .contains("from " + cache);
        assertThat(Files.getPosixFilePermissions(cache)).hasSize(3);
        assertThat(start(decoys, home)).startsWith("sum 3.0\n");
    }

    /** A sound library that has nothing of libtorch in it. */
    private static void copyAnotherLibrary(Path target) throws IOException {
        String quadmath = "/org/bytedeco/openblas/linux-x86_64/libquadmath.so.0";
        try (InputStream library = EngineTest.class.getResourceAsStream(quadmath)) {
            assertThat(library).as(quadmath).isNotNull();
            Files.copy(library, target);
        }
    }

    private String start(Path decoys, Path home) throws IOException, InterruptedException {
        ProcessBuilder child =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Duser.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineStart.class.getName());
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
