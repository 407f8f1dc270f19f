package dev.cardigan.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cardigan.tensor.Scope;
import dev.cardigan.tensor.Threads;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays the golden files of architectures that live in the zoo: those that {@link NotYet} leaves
 * to this test, every one of them and no other.
 */
class ZooGoldenTest {

    private static final System.Logger LOG = System.getLogger(ZooGoldenTest.class.getName());

    private static final List<Runner> RUNNERS =
            List.of(new R3GanRunner(), new StyleGan2Runner(), new StyleOperationsRunner());

    @TestFactory
    Stream<DynamicTest> everyGoldenFileOfTheZoo() throws IOException {
        Threads.use(1);
        List<DynamicTest> tests = new ArrayList<>();
        for (Path path : GoldenTest.files(GoldenTest.folder())) {
            GoldenFile file = GoldenFile.read(path);
            if (NotYet.covering(file)
                    .filter(line -> line.reason().equals(NotYet.IN_ZOO))
                    .isPresent()) {
                tests.add(dynamicTest(file.id(), path.toUri(), () -> run(file)));
            }
        }
        assertThat(tests).as("golden files of the zoo in " + GoldenTest.folder()).isNotEmpty();
        return tests.stream();
    }

    private static void run(GoldenFile file) {
        List<Runner> takers = RUNNERS.stream().filter(runner -> runner.takes(file)).toList();
        assertThat(takers).as("runners of " + file.id()).hasSize(1);
        Scope.run(
                () -> {
                    Ledger ledger = new Ledger(file, takers.get(0).bound(file));
                    takers.get(0).run(file, ledger);
                    LOG.log(
                            Level.INFO,
                            "{0}: worst error / bound {1} ({2})",
                            file.id(),
                            ledger.worst(),
                            ledger.worstName());
                    ledger.settle();
                });
    }
}
