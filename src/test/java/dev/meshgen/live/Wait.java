package dev.meshgen.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Until something is so. */
public final class Wait {
  private static final int PAUSE = 200;

  private Wait() {}

  /** Fails, with what is not so, when it is not in time. */
  public static void until(String what, Duration patience, BooleanSupplier so) {
    get(what, patience, () -> so.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** The first value that there is. */
  public static <T> T get(String what, Duration patience, Supplier<Optional<T>> value) {
    Instant end = Instant.now().plus(patience);
    while (true) {
      Optional<T> now = value.get();
      if (now.isPresent()) {
        return now.get();
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not after " + patience.toSeconds() + " s: " + what);
      }
      pause(PAUSE);
    }
  }

  /** Runs assertions again until they hold, or fails as they do. */
  public static void untilAsserted(Duration patience, Runnable assertions) {
    Instant end = Instant.now().plus(patience);
    while (true) {
      try {
        assertions.run();
        return;
      } catch (AssertionError e) {
        if (Instant.now().isAfter(end)) {
          throw e;
        }
        pause(PAUSE);
      }
    }
  }

  public static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw Shell.interrupted(e);
    }
  }
}
