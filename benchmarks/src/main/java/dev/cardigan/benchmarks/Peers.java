package dev.cardigan.benchmarks;

import dev.cardigan.benchmarks.harness.Contestant;
import dev.cardigan.benchmarks.harness.NativeEnvironment;
import dev.cardigan.benchmarks.harness.OtherBuild;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Other libraries on the JVM, built with {@code -Ppeers}. They get every core in every pool, as
 * they choose themselves, but with passive waiting.
 */
final class Peers {

    private static final String PACKAGE = "dev.cardigan.peers.";

    private Peers() {}

    /** All of them, built or not; {@code folder} is that of their Maven modules. */
    static List<Contestant> of(Path folder, int cores) {
        return List.of(
                deeplearning4j("dl4j-dcgan64", folder, cores, "-avx2"),
                deeplearning4j("dl4j-onednn-dcgan64", folder, cores, "-onednn-avx2"),
                peer(
                        "tensorflow-dcgan64",
                        "tensorflow.TensorFlowPeer",
                        new OtherBuild(folder.resolve("tensorflow"), List.of()),
                        cores));
    }

    /** What to type where one is not built. */
    static String howToBuild(Contestant peer) {
        OtherBuild build = peer.build().orElseThrow();
        return "%s: expected its class path in %s, found nothing; build it with: mvn -q -Dmaven.test.skip -Ppeers -pl %s -am process-classes"
                .formatted(
                        peer.name(),
                        build.libraries(),
                        "benchmarks/peers/" + build.module().getFileName());
    }

    private static Contestant deeplearning4j(String name, Path folder, int cores, String natives) {
        String chosen = "-Dorg.bytedeco.javacpp.platform.extension=" + natives;
        return peer(
                name,
                "dl4j.Dl4jPeer",
                new OtherBuild(folder.resolve("dl4j"), List.of(chosen)),
                cores);
    }

    private static Contestant peer(String name, String main, OtherBuild build, int cores) {
        return new Contestant(
                name,
                PACKAGE + main,
                List.of(),
                NativeEnvironment.of(cores, cores),
                Optional.of(Yardsticks.dcgan64()),
                Optional.of(build));
    }
}
