package dev.meshgen.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The picture of the code: arrows point down, and some libraries have one user. */
final class ArchitectureTest {
  private static final String ROOT = "dev.meshgen.";

  /** The highest first. A package may use those below it. */
  private static final List<String> LAYERS =
      List.of(
          "cli",
          "compile",
          "review",
          "upgrade",
          "report",
          "render",
          "issue",
          "credential",
          "seal",
          "pki",
          "delivery..",
          "plan",
          "rules..",
          "topology",
          "istio",
          "spec",
          "model",
          "net",
          "output",
          "lock",
          "scan",
          "tree",
          "edit",
          "yaml",
          "diagnostic");

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.meshgen");
  }

  @TestFactory
  List<DynamicTest> everyPackageUsesOnlyThoseBelowIt() {
    return LAYERS.stream().map(ArchitectureTest::looksDownOnly).toList();
  }

  private static DynamicTest looksDownOnly(String layer) {
    String[] above =
        LAYERS.subList(0, LAYERS.indexOf(layer)).stream()
            .map(name -> ROOT + name)
            .toArray(String[]::new);
    return DynamicTest.dynamicTest(
        layer,
        () -> {
          if (above.length > 0) {
            noClasses()
                .that()
                .resideInAPackage(ROOT + layer)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .check(classes);
          }
        });
  }

  @Test
  void onlyRenderKnowsMustache() {
    onlyIn("com.github.mustachejava..", ROOT + "render");
  }

  @Test
  void onlyPkiKnowsBouncyCastle() {
    onlyIn("org.bouncycastle..", ROOT + "pki");
  }

  @Test
  void onlySpecKnowsTheSchemaValidator() {
    onlyIn("com.networknt..", ROOT + "spec");
  }

  @Test
  void onlySealKnowsAge() {
    onlyIn("com.exceptionfactory.jagged..", ROOT + "seal");
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    onlyIn("picocli..", ROOT + "cli", "picocli..");
  }

  @Test
  void onlyTheCommandLineReachesForTheWorld() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "cli", "picocli..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callConstructor(SecureRandom.class)
        .check(classes);
  }

  @Test
  void nothingUnorderedCanReachTheTree() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + "plan", ROOT + "delivery..", ROOT + "render", ROOT + "issue", ROOT + "compile")
        .should()
        .callConstructor(HashMap.class)
        .orShould()
        .callConstructor(HashSet.class)
        .check(classes);
  }

  private static void onlyIn(String library, String... packages) {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .and()
        .resideOutsideOfPackage(library)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(classes);
  }
}
