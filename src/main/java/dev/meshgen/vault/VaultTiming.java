package dev.meshgen.vault;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Time, as far as asking again depends on it. Safe for use by several threads. */
interface VaultTiming {
  /** That of the machine. */
  VaultTiming SYSTEM =
      new VaultTiming() {
        @Override
        public Duration now() {
          return Duration.ofNanos(System.nanoTime());
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
          Thread.sleep(time.toMillis());
        }

        @Override
        public double spread() {
          return ThreadLocalRandom.current().nextDouble();
        }
      };

  /** Since a moment that does not change. */
  Duration now();

  void sleep(Duration time) throws InterruptedException;

  /** From 0 to 1, another one each time: it keeps those who failed together apart. */
  double spread();
}
