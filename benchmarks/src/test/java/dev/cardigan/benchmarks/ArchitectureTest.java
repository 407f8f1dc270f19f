package dev.cardigan.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.cardigan.benchmarks");

    @Test
    void onlyTheMachineAndThePlainLoopCallTheEngineThemselves() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..benchmarks.ceiling", "..benchmarks.plain")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .because("the harness's own process must load no native library")
                .check(CLASSES);
    }

    @Test
    void harnessKnowsNoContestant() {
        noClasses()
                .that()
                .resideInAnyPackage("..benchmarks.harness", "..benchmarks.work")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..benchmarks.ceiling", "..benchmarks.plain")
                .check(CLASSES);
    }
}
