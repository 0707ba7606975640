package dev.meshgen.bench;

import java.util.ArrayList;
import java.util.List;

/** What repeated runs of one thing took, in seconds. */
final class Samples {
  private final List<Double> seconds = new ArrayList<>();

  void add(double sample) {
    seconds.add(sample);
    seconds.sort(null);
  }

  double median() {
    int middle = seconds.size() / 2;
    return seconds.size() % 2 == 1
        ? seconds.get(middle)
        : (seconds.get(middle - 1) + seconds.get(middle)) / 2;
  }

  double least() {
    return seconds.get(0);
  }

  double most() {
    return seconds.get(seconds.size() - 1);
  }
}
