package dev.cardigan.benchmarks.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where a report was made.
 *
 * @param processor the processor's name
 * @param cores cores that this process may use
 * @param system operating system and architecture
 * @param java the JVM
 * @param engine the version of the libtorch bindings
 */
public record Machine(String processor, int cores, String system, String java, String engine) {

    private static final String UNKNOWN = "unknown";

    /** The machine this runs on; what it does not tell is {@code unknown}. */
    public static Machine here() {
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                engineVersion());
    }

    /** One line for people. */
    public String inWords() {
        return "%s, %d cores, %s, %s, %s".formatted(processor, cores, system, java, engine);
    }

    private static String processorName() {
        Path information = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(information)) {
            return UNKNOWN;
        }
        try (Stream<String> lines = Files.lines(information)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String engineVersion() {
        String resource = "/META-INF/maven/org.bytedeco/pytorch/pom.properties";
        try (InputStream stream = Machine.class.getResourceAsStream(resource)) {
            if (stream == null) {
                return UNKNOWN;
            }
            Properties properties = new Properties();
            properties.load(stream);
            return "pytorch " + properties.getProperty("version", UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
