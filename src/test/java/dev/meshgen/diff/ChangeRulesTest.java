package dev.meshgen.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ChangeRulesTest {
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
  void everyRuleHasAFixtureAndACodeOfItsOwn() {
    List<String> codes = ChangeRules.all().stream().map(ChangeRule::code).toList();
    assertThat(codes).doesNotHaveDuplicates().hasSizeGreaterThan(60);
    assertThat(fixtures)
        .extracting(Fixtures.Fixture::code)
        .containsExactlyInAnyOrderElementsOf(codes);
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
