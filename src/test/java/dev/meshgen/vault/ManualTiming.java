package dev.meshgen.vault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only while somebody sleeps, or is made to. */
final class ManualTiming implements VaultTiming {
  private Duration now = Duration.ZERO;
  private final List<Duration> slept = new ArrayList<>();

  @Override
  public Duration now() {
    return now;
  }

  @Override
  public void sleep(Duration time) {
    slept.add(time);
    now = now.plus(time);
  }

  @Override
  public double spread() {
    return 1;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  List<Duration> slept() {
    return slept;
  }
}
