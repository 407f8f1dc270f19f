package dev.cardigan.cli;

import dev.cardigan.config.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for what may keep Cardigan, or a run, from working well. */
@Command(
        name = "doctor",
        description = {
            "Examine this machine, or a run, and say what to do about what is wrong.",
            "Exit code 1 when something fails; warnings alone give 0."
        })
final class DoctorCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "Folder of a run, its name in runs/, or latest: examine it, too.")
    private @Nullable String run;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>(MachineCheck.findings());
        findings.addAll(EngineCheck.findings(spec.commandLine().getErr()::println));
        if (run != null) {
            findings.addAll(RunCheck.findings(run));
        }
        PrintWriter out = spec.commandLine().getOut();
        boolean healthy = findings.stream().noneMatch(Finding::isFailure);
        out.print(json ? Json.writeString(tree(findings, healthy)) : text(findings, healthy));
        out.flush();
        return healthy ? 0 : 1;
    }

    private String text(List<Finding> findings, boolean healthy) {
        boolean colour = spec.commandLine().getColorScheme().ansi().enabled();
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> text.append(finding.text(colour)));
        return text.append(healthy ? "\nNothing stands in the way.\n" : "\nSomething fails.\n")
                .toString();
    }

    private static Map<String, Object> tree(List<Finding> findings, boolean healthy) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("healthy", healthy);
        tree.put("findings", findings.stream().map(Finding::tree).toList());
        return tree;
    }
}
