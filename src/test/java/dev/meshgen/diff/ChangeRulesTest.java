package dev.meshgen.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ChangeRulesTest {
  private static final Path TEMPLATES = Path.of("templates");
  private static final Pattern KINDS = Pattern.compile("(?m)^  kind: (.*)$");

  private final List<Fixtures.Fixture> fixtures = new Fixtures().all();

  /** The rule that a fixture is made for applies to it, and no other but those it names. */
  @TestFactory
  Stream<DynamicTest> everyRuleAppliesToItsFixtureAlone() {
    return fixtures.stream()
        .map(
            fixture ->
                DynamicTest.dynamicTest(
                    fixture.code(),
                    () ->
                        assertThat(Diffs.codes(Diffs.of(fixture.before(), fixture.after())))
                            .isEqualTo(fixture.codes())));
  }

  @Test
  void everyRuleHasACodeOfItsOwnAndAFixtureForEachOfItsPlaces() {
    assertThat(ChangeRules.all())
        .hasSizeGreaterThan(60)
        .extracting(ChangeRule::code)
        .doesNotHaveDuplicates()
        .isSorted();
    for (ChangeRule rule : ChangeRules.all()) {
      List<ObjectId> changed =
          fixtures.stream()
              .filter(fixture -> fixture.code().equals(rule.code()))
              .flatMap(ChangeRulesTest::objects)
              .toList();
      assertThat(rule.places())
          .as(rule.code())
          .isNotEmpty()
          .allSatisfy(where -> assertThat(changed).anyMatch(where::matches));
    }
  }

  private static Stream<ObjectId> objects(Fixtures.Fixture fixture) {
    return Stream.of(fixture.before(), fixture.after())
        .flatMap(tree -> TreeObjects.of(tree, "", new CertificateTexts(), new Report()).stream())
        .map(TreeObject::id);
  }

  /** Nothing of an engine is left to what is said of anything: some rule is about its objects. */
  @ParameterizedTest
  @MethodSource("engines")
  void everyKindOfObjectsOfAnEngineIsJudged(EngineType engine) throws IOException {
    SortedSet<String> judged = new TreeSet<>();
    for (Path golden : goldens()) {
      for (ObjectId id : ids(golden)) {
        if (engine.reads(id.group())) {
          assertThat(ChangeRules.all())
              .as("%s %s", golden, id)
              .anyMatch(rule -> rule.places().stream().anyMatch(where -> where.matches(id)));
          judged.add(id.kind());
        }
      }
    }
    assertThat(judged).isNotEmpty();
  }

  static List<EngineType> engines() {
    return Engines.TYPES;
  }

  /** There it could never apply. */
  @ParameterizedTest
  @MethodSource("engines")
  void noTopicNamesAKindOfAnEngine(EngineType engine) throws IOException {
    List<String> kinds =
        KINDS
            .matcher(Files.readString(TEMPLATES.resolve(engine.id() + "/diff.yaml")))
            .results()
            .flatMap(found -> Stream.of(found.group(1).split("\\W+")))
            .filter(kind -> !kind.isEmpty())
            .distinct()
            .toList();
    assertThat(kinds).isNotEmpty();
    for (String topic : ChangeRules.topics()) {
      assertThat(Files.readString(TEMPLATES.resolve("diff/" + topic + ".yaml")))
          .as(topic)
          .doesNotContainPattern("\\b(?:" + String.join("|", kinds) + ")\\b");
    }
  }

  private static List<Path> goldens() throws IOException {
    try (Stream<Path> goldens = Files.list(Path.of("golden"))) {
      return goldens.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static List<ObjectId> ids(Path golden) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(golden)) {
      for (Path file : walk.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        files.put(golden.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return TreeObjects.of(files, "", new CertificateTexts(), new Report()).stream()
        .map(TreeObject::id)
        .toList();
  }

  /** What another API calls by the word of an engine, or by one of meshgen's own. */
  @ParameterizedTest
  @CsvSource({
    "app.k8s.io/v1beta1, Application",
    "other.example/v1, Kustomization",
    "other.example/v1, HelmRelease",
    "cluster.x-k8s.io/v1beta1, Cluster",
  })
  void aKindOfAnotherApiIsNotMeant(String version, String kind) {
    Map<String, String> tree =
        Map.of(
            "clusters/east/config/object.yaml",
            "apiVersion: %s\nkind: %s\nmetadata: {name: east, namespace: a}\nspec: {prune: true}\n"
                .formatted(version, kind));

    MeshDiff diff = Diffs.ofText(tree, Map.of());

    assertThat(diff.changes())
        .singleElement()
        .satisfies(change -> assertThat(change.isWholeCluster()).isFalse());
    assertThat(Diffs.codes(diff)).isEmpty();
  }

  /** The first two digits are the topic, so that a code can be found. */
  @Test
  void codesOfATopicShareTheirFirstDigits() {
    for (ChangeRule rule : ChangeRules.all()) {
      int topic = ChangeRules.topics().indexOf(rule.topic()) + 1;
      assertThat(rule.code()).matches("MD%02d\\d\\d".formatted(topic));
    }
  }

  @Test
  void everyRuleSpeaksInOneVoice() {
    for (ChangeRule rule : ChangeRules.all()) {
      assertThat(rule.title()).as(rule.code()).doesNotEndWith(".").isNotBlank();
      assertThat(rule.consequence())
          .as(rule.code())
          .matches("(?s)([A-Z]|istiods?\\b|cert-manager ).*\\.");
      assertThat(rule.check()).as(rule.code()).doesNotEndWith(".").isNotBlank();
    }
  }

  /** The same change the other way round is about the same objects. */
  @TestFactory
  Stream<DynamicTest> reversalTurnsTheVerbs() {
    return fixtures.stream()
        .map(
            fixture ->
                DynamicTest.dynamicTest(
                    fixture.code(),
                    () -> {
                      MeshDiff there = Diffs.of(fixture.before(), fixture.after());
                      MeshDiff back = Diffs.of(fixture.after(), fixture.before());
                      assertThat(back.changes())
                          .extracting(MeshChange::object, MeshChange::verb, MeshChange::clusters)
                          .containsExactlyInAnyOrderElementsOf(
                              there.changes().stream()
                                  .map(
                                      change ->
                                          tuple(
                                              reversed(change.object()),
                                              change.verb().reversed(),
                                              change.clusters()))
                                  .toList());
                    }));
  }

  /** A cluster that gets another name is called by both, the old one first. */
  private static ObjectId reversed(ObjectId object) {
    String[] names = object.name().split(" → ", 2);
    return names.length < 2
        ? object
        : new ObjectId(
            object.cluster(),
            object.group(),
            object.kind(),
            object.namespace(),
            names[1] + " → " + names[0]);
  }
}
