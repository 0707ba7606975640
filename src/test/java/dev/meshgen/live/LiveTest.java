package dev.meshgen.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.TestAbortedException;

/**
 * Runs the scenarios, each in a sandbox, and says at the end what passed and how long it took. What
 * this machine cannot run is reported as not run, with the reason. {@code -Dlive.scenarios=REGEX}
 * selects some by name.
 */
@Tag("live")
@Execution(ExecutionMode.SAME_THREAD)
final class LiveTest {
  private static final Path RESULTS = Path.of("target", "live");
  private static final List<Outcome> OUTCOMES = new ArrayList<>();

  private record Outcome(String name, String verdict, long seconds, String why) {}

  @BeforeAll
  static void tellWhatDiffers() {
    System.out.println("live: " + Vanilla.NOTE);
  }

  @TestFactory
  Stream<DynamicTest> scenarios() throws IOException, URISyntaxException {
    String selected = System.getProperty("live.scenarios", ".*");
    return Scenarios.all().stream()
        .filter(type -> type.getSimpleName().matches(selected))
        .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> run(type)));
  }

  private static void run(Class<? extends Scenario> type) {
    String name = type.getSimpleName();
    Optional<String> obstacle = Scenarios.obstacle(type);
    if (obstacle.isPresent()) {
      OUTCOMES.add(new Outcome(name, "not run", 0, obstacle.get()));
      throw new TestAbortedException(obstacle.get());
    }
    System.out.println("live: " + name);
    long start = System.nanoTime();
    Path results = RESULTS.resolve(name);
    int code = Sandbox.run(type, results);
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    boolean passed = code == 0;
    OUTCOMES.add(
        new Outcome(name, passed ? "passed" : "FAILED", seconds, passed ? "" : "see " + results));
    assertThat(code).as("%s: what is left of it is in %s", name, results).isZero();
  }

  @AfterAll
  static void tell() {
    for (Outcome outcome : OUTCOMES) {
      System.out.printf(
          "live: %-8s %-40s %5d s  %s%n",
          outcome.verdict(), outcome.name(), outcome.seconds(), outcome.why());
    }
    System.out.printf(
        "live: %d passed, %d failed, %d not run%n",
        count("passed"), count("FAILED"), count("not run"));
  }

  private static long count(String verdict) {
    return OUTCOMES.stream().filter(outcome -> outcome.verdict().equals(verdict)).count();
  }
}
