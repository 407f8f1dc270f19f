package dev.cardigan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardigan.benchmarks.harness.Contestant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final Path PEERS =
            Path.of(System.getProperty("cardigan.root"), "benchmarks", "peers");

    private static final List<Contestant> ROSTER = Roster.of(2, PEERS);

    @Test
    void namesAreUniqueAndMainClassesRun() throws ReflectiveOperationException {
        assertThat(ROSTER).extracting(Contestant::name).doesNotHaveDuplicates();
        for (Contestant contestant : ROSTER) {
            if (contestant.build().isPresent()) {
                continue;
            }
            Class<?> main = Class.forName(contestant.mainClass());
            assertThat(main.getMethod("main", String[].class)).as(contestant.name()).isNotNull();
        }
    }

    @Test
    void mainClassesOfPeersAreInTheirModules() throws IOException {
        List<Contestant> peers = ROSTER.stream().filter(c -> c.build().isPresent()).toList();

        assertThat(peers).hasSize(3);
        for (Contestant peer : peers) {
            Path module = peer.build().orElseThrow().module();
            String source = "src/main/java/" + peer.mainClass().replace('.', '/') + ".java";
            assertThat(Files.readString(module.resolve(source))).contains("static void main(");
            assertThat(Peers.howToBuild(peer))
                    .contains("-pl benchmarks/peers/")
                    .endsWith("process-classes");
        }
    }

    @Test
    void machineIsMeasuredBeforeTheLoopsAndEveryLoopHasAYardstick() {
        List<Boolean> peaks = ROSTER.stream().map(Contestant::isPeak).toList();

        assertThat(peaks).contains(true, false);
        assertThat(peaks.lastIndexOf(true)).isLessThan(peaks.indexOf(false));
    }
}
