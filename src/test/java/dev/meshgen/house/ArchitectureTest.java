package dev.meshgen.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.istio.IstioDefaults;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ClusterState;
import dev.meshgen.model.ControlPlane;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.PlatformName;
import dev.meshgen.recipient.IdentityWords;
import dev.meshgen.recipient.RecipientKind;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.topology.NetworkCalls;
import dev.meshgen.topology.RemoteGateways;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
          "provenance",
          "compile",
          "review",
          "upgrade",
          "report",
          "diff",
          "render",
          "verify",
          "trust",
          "issue",
          "credential",
          "authority..",
          "seal..",
          "pki",
          "delivery..",
          "plan",
          "rules..",
          "topology",
          "istio",
          "platform",
          "spec",
          "model",
          "vault",
          "net",
          "output",
          "lock",
          "scan",
          "tree",
          "edit",
          "yaml",
          "recipient",
          "ssh",
          "bytes",
          "diagnostic");

  /** A day's commands, with one spec for each engine. */
  private static final String TRAINING = "Training.java";

  /** Of locks that name no kind, of the scan for private keys. */
  private static final Set<String> KIND_SPEAKERS =
      Set.of(TRAINING, "Recipient.java", "SecretPatterns.java");

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

  /** Constants are copied into the classes that use them, and leave no trace there. */
  @TestFactory
  List<DynamicTest> everyImportPointsDown() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path source : ProgramSources.main()) {
      String text = Files.readString(source);
      int own = layerOf(ProgramSources.packageOf(text));
      tests.add(
          DynamicTest.dynamicTest(
              source.getFileName().toString(),
              () ->
                  assertThat(ProgramSources.imports(text))
                      .filteredOn(name -> name.startsWith(ROOT))
                      .allSatisfy(name -> assertThat(layerOf(name)).isGreaterThanOrEqualTo(own))));
    }
    return tests;
  }

  private static int layerOf(String name) {
    String[] parts = name.substring(ROOT.length()).split("\\.");
    return Math.max(LAYERS.indexOf(parts[0]), LAYERS.indexOf(parts[0] + ".."));
  }

  @Test
  void onlyRenderKnowsMustache() {
    onlyIn("com.github.mustachejava..", ROOT + "render");
  }

  @Test
  void onlyPkiAndKindsOfKeysKnowBouncyCastle() {
    onlyIn("org.bouncycastle..", ROOT + "pki", ROOT + "seal.sops.age", ROOT + "seal.sops.pgp");
  }

  @Test
  void onlySpecKnowsTheSchemaValidator() {
    onlyIn("com.networknt..", ROOT + "spec");
  }

  @Test
  void onlyTheAgeKindKnowsAge() {
    onlyIn("com.exceptionfactory.jagged..", ROOT + "seal.sops.age");
  }

  /** A kind of keys is asked through its interface. */
  @Test
  void onlyTheListOfKindsNamesOne() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "seal.sops.*")
        .and()
        .doNotBelongToAnyOf(SopsKeyKinds.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "seal.sops.*")
        .check(classes);
  }

  /**
   * Adding a kind of keys must change nothing but the list of kinds: no other source spells a name,
   * a file or a variable of one, and no template does.
   */
  @Test
  void onlyAKindOfKeysKnowsItsWords() throws IOException {
    for (RecipientKind kind : SopsKeyKinds.recipients().all()) {
      IdentityWords words = kind.identity();
      String[] spoken =
          Stream.of("." + words.extension(), words.noun(), words.variable())
              .filter(text -> text.length() > 1)
              .toArray(String[]::new);
      for (Path source : ProgramSources.main()) {
        if (!source.toString().contains("/seal/sops/" + kind.name().replace("_", "") + "/")
            && !KIND_SPEAKERS.contains(source.getFileName().toString())) {
          assertThat(ProgramSources.literals(Files.readString(source)))
              .extracting(ProgramSources.Literal::text)
              .as("%s", source)
              .noneMatch(
                  Pattern.compile("(?:^|[.{\\s])" + kind.name() + "(?:$|[.:}])").asPredicate())
              .noneMatch(text -> Stream.of(spoken).anyMatch(text::contains));
        }
      }
      for (Path template : ProgramSources.templates()) {
        assertThat(Files.readString(template)).as("%s", template).doesNotContain(spoken);
      }
    }
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    onlyIn("picocli..", ROOT + "cli", "picocli..");
  }

  /** A name is bound, carried and printed; what a platform is like, {@code Platforms} says. */
  @Test
  void onlyPlatformAsksWhichPlatformItIs() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "platform")
        .and()
        .doNotBelongToAnyOf(PlatformName.class)
        .should()
        .accessFieldWhere(target(owner(equivalentTo(PlatformName.class))))
        .orShould()
        .callMethodWhere(
            target(owner(equivalentTo(PlatformName.class)))
                .and(not(target(nameMatching("id|valueOf")))))
        .check(classes);
  }

  /**
   * What follows from a role, a state, or the wish for a gateway, is derived once; a switch over
   * roles or states derives something, too. A rule about the list of primaries reads that list.
   */
  @Test
  void onlyTopologyDerivesTheMesh() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "topology", ROOT + "model", ROOT + "spec")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "rules.controlplanes.RemotesHavePrimaries")
        .should()
        .callMethodWhere(
            target(owner(equivalentTo(ControlPlane.class)))
                .and(target(nameMatching("role|isRemote|isExternal|primaries"))))
        .orShould()
        .callMethodWhere(
            target(owner(equivalentTo(ClusterState.class))).and(target(nameMatching("is[A-Z].*"))))
        .orShould()
        .accessFieldWhere(target(owner(equivalentTo(ClusterState.class))))
        .orShould()
        .accessFieldWhere(target(owner(equivalentTo(ControlPlane.Role.class))))
        .orShould()
        .callMethod(EastWest.class, "enabled")
        .check(classes);
  }

  /**
   * What is planned says whether others reach a network, and which addresses an istiod is told;
   * what follows from these for CRDs is asked of the topology.
   */
  @Test
  void onlyPlansAskWhoCallsANetworkAndWhoIsToldOfAGateway() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "topology", ROOT + "plan")
        .should()
        .callMethod(NetworkCalls.class, "isCalled", String.class)
        .orShould()
        .callMethod(RemoteGateways.class, "toldTo", Cluster.class)
        .check(classes);
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
  void onlyBytesKnowsTheHashFunctions() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "bytes")
        .should()
        .callMethod(MessageDigest.class, "getInstance", String.class)
        .check(classes);
  }

  /** Adding an engine must change nothing but the registry. */
  @TestFactory
  List<DynamicTest> onlyTheRegistryKnowsAnEngine() {
    return Engines.TYPES.stream().map(ArchitectureTest::isKnownToTheRegistryOnly).toList();
  }

  private static DynamicTest isKnownToTheRegistryOnly(EngineType type) {
    String engine = type.getClass().getPackageName();
    return DynamicTest.dynamicTest(
        type.id(),
        () -> {
          assertThat(engine).isEqualTo(ROOT + "delivery." + type.id());
          noClasses()
              .that()
              .resideOutsideOfPackage(engine)
              .and()
              .doNotBelongToAnyOf(Engines.class)
              .should()
              .dependOnClassesThat()
              .resideInAPackage(engine)
              .check(classes);
        });
  }

  /** What differs from engine to engine is asked of the engine. */
  @Test
  void nobodyAsksWhichEngineItIs() throws IOException {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "delivery..", ROOT + "model")
        .should()
        .callMethod(Delivery.class, "engine")
        .check(classes);
    for (EngineType type : Engines.TYPES) {
      assertThat(ProgramSources.main())
          .filteredOn(source -> !source.toString().contains("/delivery/" + type.id() + "/"))
          .filteredOn(source -> !TRAINING.equals(source.getFileName().toString()))
          .allSatisfy(
              source ->
                  assertThat(Files.readString(source))
                      .doesNotContain('"' + type.id() + '"', '"' + type.id() + '/')
                      .doesNotContainPattern(
                          // Followed by the name of a field, not by that of an API.
                          "\"(?:[^\"\n]*[.`{])?" + type.id() + "[.:](?!\\w+\\.io)\\w"));
    }
  }

  /** How contexts are called, how names become a loop, and where istiod is looked for. */
  @Test
  void onlyOneClassTypesCommandsForEachCluster() throws IOException {
    for (Path source : ProgramSources.main()) {
      if (!source.endsWith("ClusterShell.java")) {
        assertThat(ProgramSources.literals(Files.readString(source)))
            .extracting(ProgramSources.Literal::text)
            .as("%s", source)
            .noneMatch(
                Pattern.compile("--context \\$c|--istioNamespace |^for c in ").asPredicate());
      }
    }
  }

  /** Which namespace Istio is in unless a spec says otherwise, and what follows for names. */
  @Test
  void onlyTheDefaultsOfIstioNameItsUsualNamespace() throws IOException {
    for (Path source : ProgramSources.main()) {
      if (!source.endsWith("IstioDefaults.java")) {
        assertThat(ProgramSources.literals(Files.readString(source)))
            .extracting(ProgramSources.Literal::text)
            .as("%s", source)
            .noneMatch(IstioDefaults.NAMESPACE::equals);
      }
    }
  }

  /** Its objects are told by their API group, which the engine alone spells. */
  @Test
  void nobodyElseSpellsTheApiOfAnEngine() throws IOException {
    for (EngineType type : Engines.TYPES) {
      for (Path source : ProgramSources.main()) {
        if (!source.toString().contains("/delivery/" + type.id() + "/")) {
          assertThat(ProgramSources.literals(Files.readString(source)))
              .extracting(ProgramSources.Literal::text)
              .as("%s", source)
              .flatMap(text -> List.of(text.split("[^\\w.-]")))
              .noneMatch(type::reads);
        }
      }
    }
  }

  /**
   * What a field is unless it is set, its schema says; text that is empty means a field that must
   * be set, and is not.
   */
  @Test
  void onlyTheSchemasStateADefault() throws IOException {
    Pattern fallback =
        Pattern.compile(
            "\\.(text|flag|port)\\(\\s*\"\\w+\"\\s*\\)\\s*\\.orElse(Get)?\\((?!\"\"\\))");
    for (Path source : ProgramSources.main()) {
      String text = Files.readString(source);
      if (text.contains("TypedFields")) {
        assertThat(text).as("%s", source).doesNotContainPattern(fallback);
      }
    }
  }

  /** What has more parts than that has parts of its own. */
  @Test
  void everyRecordHasFewerThanTenComponents() {
    assertThat(records())
        .hasSizeGreaterThan(100)
        .allSatisfy(record -> assertThat(record.getRecordComponents()).hasSizeLessThan(10));
  }

  /** No one can tell eight arguments in a row apart. */
  @Test
  void everyMethodTakesFewerThanEightParameters() {
    List<Class<?>> records = records();
    assertThat(classes)
        .flatExtracting(JavaClass::getCodeUnits)
        .filteredOn(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
        .filteredOn(unit -> !(unit.isConstructor() && records.contains(unit.getOwner().reflect())))
        .isNotEmpty()
        .allSatisfy(
            unit -> assertThat(unit.getParameters()).as(unit.getFullName()).hasSizeLessThan(8));
  }

  private static List<Class<?>> records() {
    List<Class<?>> records = new ArrayList<>();
    for (JavaClass each : classes) {
      if (each.isRecord()) {
        records.add(each.reflect());
      }
    }
    return records;
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
