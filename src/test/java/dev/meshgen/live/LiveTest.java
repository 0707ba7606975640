package dev.meshgen.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
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
 * Runs the scenarios, each in a sandbox, and says at the end what passed and how long it took. One
 * that fails runs again, and the table says so. What this machine cannot run is reported as not
 * run, with the reason. {@code -Dlive.scenarios=REGEX} selects some by name; {@code
 * -Dlive.note=true} notes what passed for the README.
 */
@Tag("live")
@Execution(ExecutionMode.CONCURRENT)
final class LiveTest {
  private static final long START = System.nanoTime();
  private static final Path RESULTS = Path.of("target", "live");
  private static final List<Outcome> OUTCOMES = new CopyOnWriteArrayList<>();

  /**
   * How many run at once, as far as there are threads for it: one alone often waits, for addresses,
   * for Pods, for what istiods tell each other.
   */
  private static final Semaphore LANES = new Semaphore(Integer.getInteger("live.at.once", 2), true);

  private record Outcome(String name, String verdict, long seconds, String why) {}

  @BeforeAll
  static void tellWhatDiffers() {
    System.out.println("live: " + Vanilla.NOTE);
    String missing = System.getenv().getOrDefault("MESHGEN_LIVE_WITHOUT", "");
    if (!missing.isEmpty()) {
      System.out.println("live: this machine cannot provide " + missing);
    }
  }

  @TestFactory
  Stream<DynamicTest> scenarios() throws IOException, URISyntaxException {
    String selected = System.getProperty("live.scenarios", ".*");
    return Scenarios.all().stream()
        .filter(type -> type.getSimpleName().matches(selected))
        .sorted(Comparator.comparing(LiveTest::seconds).reversed())
        .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> runInLane(type)));
  }

  /** What it took the last time that it was noted; one that never was comes first. */
  private static long seconds(Class<? extends Scenario> type) {
    return Optional.ofNullable(Passed.read().get(type.getSimpleName()))
        .map(Passed.Run::seconds)
        .orElse(Long.MAX_VALUE);
  }

  private static void runInLane(Class<? extends Scenario> type) throws InterruptedException {
    LANES.acquire();
    try {
      run(type);
    } finally {
      LANES.release();
    }
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
    String remark = "";
    if (code != 0) {
      // A busy machine can make anything late. What fails twice is broken.
      remark = "at the second run; the first failed, see " + results;
      System.out.println("live: " + name + " failed, and runs again");
      results = RESULTS.resolve(name + "-again");
      code = Sandbox.run(type, results);
    }
    long seconds = since(start);
    boolean passed = code == 0;
    OUTCOMES.add(
        new Outcome(
            name, passed ? "passed" : "FAILED", seconds, passed ? remark : "see " + results));
    if (passed && Boolean.getBoolean("live.note")) {
      Passed.note(name, seconds);
    }
    assertThat(code).as("%s: what is left of it is in %s", name, results).isZero();
  }

  @AfterAll
  static void tell() {
    OUTCOMES.sort(Comparator.comparing(Outcome::name));
    for (Outcome outcome : OUTCOMES) {
      System.out.printf(
          "live: %-8s %-40s %5d s  %s%n",
          outcome.verdict(), outcome.name(), outcome.seconds(), outcome.why());
    }
    System.out.printf(
        "live: %d passed, %d failed, %d not run, in %d s%n",
        count("passed"), count("FAILED"), count("not run"), since(START));
  }

  private static long since(long start) {
    return (System.nanoTime() - start) / 1_000_000_000;
  }

  private static long count(String verdict) {
    return OUTCOMES.stream().filter(outcome -> outcome.verdict().equals(verdict)).count();
  }
}
