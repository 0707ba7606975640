package dev.meshgen.diff;

import java.util.List;

/** Which fields of an object: a {@link Glob} a step, {@code **} for any number of steps. */
record FieldPattern(List<Glob> steps) {
  private static final String ANY_NUMBER = "**";
  private static final String ANY = "*";

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

  /** The number of steps that name a field. */
  int precision() {
    return (int)
        steps.stream()
            .map(Glob::text)
            .filter(text -> !text.equals(ANY) && !text.equals(ANY_NUMBER))
            .count();
  }
}
