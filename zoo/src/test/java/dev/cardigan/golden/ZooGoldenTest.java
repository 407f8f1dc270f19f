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
 * The golden files that need the zoo: exactly those of which core's {@link NotYet} says so. Same
 * folder, same bounds.
 */
class ZooGoldenTest {

    private static final System.Logger LOG = System.getLogger(ZooGoldenTest.class.getName());

    private static final List<Runner> RUNNERS =
            List.of(
                    new R3GanRunner(),
                    new StyleGan2Runner(),
                    new StyleOperationsRunner(),
                    new PictureNetworkRunner(),
                    new CycleGanRunner(),
                    new Pix2PixRunner(),
                    new SuperResolutionRunner());

    @TestFactory
    Stream<DynamicTest> everyGoldenFileThatNeedsTheZoo() throws IOException {
        Threads.use(1);
        List<DynamicTest> tests = new ArrayList<>();
        for (Path path : GoldenTest.files(GoldenTest.folder())) {
            GoldenFile file = GoldenFile.read(path);
            boolean isOurs = NotYet.covering(file).filter(NotYet::isForTheZoo).isPresent();
            List<Runner> takers = RUNNERS.stream().filter(runner -> runner.takes(file)).toList();
            assertThat(takers).as("runners of " + file.id()).hasSize(isOurs ? 1 : 0);
            takers.forEach(
                    runner ->
                            tests.add(
                                    dynamicTest(file.id(), path.toUri(), () -> run(file, runner))));
        }
        assertThat(tests).as("golden files for the zoo").isNotEmpty();
        return tests.stream();
    }

    private static void run(GoldenFile file, Runner runner) {
        Scope.run(
                () -> {
                    Ledger ledger = new Ledger(file, runner.bound(file));
                    runner.run(file, ledger);
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
