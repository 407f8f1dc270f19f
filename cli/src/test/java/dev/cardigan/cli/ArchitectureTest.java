package dev.cardigan.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The layers of ARCHITECTURE.md: arrows point down only. */
class ArchitectureTest {

    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.cardigan");

    private static final String ROOT = "dev.cardigan.";

    private static void mayUse(String layer, String... below) {
        String[] allowed = new String[below.length + 2];
        allowed[0] = ROOT + layer + "..";
        allowed[1] = ROOT + "error..";
        for (int i = 0; i < below.length; i++) {
            allowed[i + 2] = ROOT + below[i] + "..";
        }
        noClasses()
                .that()
                .resideInAPackage(ROOT + layer + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.cardigan..").and(not(resideInAnyPackage(allowed))))
                .check(ALL);
    }

    @Test
    void everyLayerUsesOnlyThoseBelowIt() {
        mayUse("error");
        mayUse("tensor");
        mayUse("config");
        mayUse("report");
        mayUse("checkpoint");
        mayUse("nn", "tensor");
        mayUse("optim", "tensor");
        mayUse("data", "nn", "tensor");
        mayUse("augment", "nn", "tensor");
        mayUse("metric", "checkpoint", "data", "nn", "tensor");
        mayUse("classifier", "augment", "data", "metric", "optim", "nn", "tensor");
        mayUse("adversarial", "augment", "data", "optim", "nn", "tensor");
        mayUse("training", "adversarial", "checkpoint", "data", "metric", "optim", "nn", "tensor");
        mayUse(
                "lab",
                "adversarial",
                "checkpoint",
                "data",
                "metric",
                "nn",
                "report",
                "tensor",
                "training");
        mayUse(
                "evaluation",
                "training",
                "adversarial",
                "checkpoint",
                "data",
                "metric",
                "optim",
                "nn",
                "tensor");
        mayUse("latent", "adversarial", "checkpoint", "metric", "optim", "nn", "tensor");
        mayUse("zoo", "adversarial", "config", "data", "optim", "nn", "tensor");
    }

    @Test
    void theEngineIsReachedFromTheTensorPackageOnly() {
        noClasses()
                .that(not(resideInAnyPackage(ROOT + "tensor..", ROOT + "benchmarks..")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.bytedeco.."))
                .check(ALL);
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching("dev.cardigan.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void libraryCodeLeavesTheStandardStreamsAlone() {
        noClasses()
                .that(
                        resideInAnyPackage(
                                ROOT + "tensor..",
                                ROOT + "nn..",
                                ROOT + "optim..",
                                ROOT + "data..",
                                ROOT + "metric..",
                                ROOT + "evaluation..",
                                ROOT + "training..",
                                ROOT + "report..",
                                ROOT + "checkpoint..",
                                ROOT + "config..",
                                ROOT + "adversarial..",
                                ROOT + "latent..",
                                ROOT + "augment..",
                                ROOT + "classifier..",
                                ROOT + "zoo.."))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(ALL);
    }

    @Test
    void namesSayWhatThingsAre() {
        for (String empty :
                new String[] {"Abstract", "Impl", "Manager", "Util", "Helper", "Base"}) {
            classes()
                    .should()
                    .haveNameNotMatching(".*\\b\\w*" + empty + "(?![a-z])\\w*")
                    .check(ALL);
        }
        noFields().should().haveNameMatching(".*(lr|loss_[dg]|netD|netG)").check(ALL);
    }
}
