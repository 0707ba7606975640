package dev.meshgen.diff;

import java.util.List;

/** Which fields of an object: a {@link Glob} a step, {@code **} for any number of steps. */
record FieldPattern(List<Glob> steps) {
  private static final String ANY_NUMBER = "**";
  private static final String ANY = "*";

  /** More than any pattern has steps. */
  private static final int NOT_OPEN = 100;

  FieldPattern {
    steps = List.copyOf(steps);
  }

  static FieldPattern of(List<String> steps) {
    return new FieldPattern(steps.stream().map(Glob::of).toList());
  }

  boolean matches(List<String> path) {
    return matches(0, path, 0);
  }

  private boolean matches(int step, List<String> path, int at) {
    if (step == steps.size()) {
      return at == path.size();
    }
    Glob glob = steps.get(step);
    if (glob.text().equals(ANY_NUMBER)) {
      for (int next = at; next <= path.size(); next++) {
        if (matches(step + 1, path, next)) {
          return true;
        }
      }
      return false;
    }
    return at < path.size() && glob.matches(path.get(at)) && matches(step + 1, path, at + 1);
  }

  /** Whether it takes whatever is below a field. */
  boolean isOpen() {
    return !steps.isEmpty() && steps.get(steps.size() - 1).text().equals(ANY_NUMBER);
  }

  /** The more steps name a field, the higher; one that is open says less than any that is not. */
  int precision() {
    return (isOpen() ? 0 : NOT_OPEN) + named();
  }

  private int named() {
    return (int)
        steps.stream()
            .map(Glob::text)
            .filter(text -> !text.equals(ANY) && !text.equals(ANY_NUMBER))
            .count();
  }
}
