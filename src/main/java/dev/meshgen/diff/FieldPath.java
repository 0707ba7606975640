package dev.meshgen.diff;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a field lies in an object.
 *
 * @param steps keys of maps, and items of lists in brackets: {@code [name=tls]}, {@code [*.local]}
 *     for a scalar, {@code [2]} for one without a key, counted from 0
 */
public record FieldPath(List<String> steps) {
  /** The whole object. */
  static final FieldPath ROOT = new FieldPath(List.of());

  public FieldPath {
    steps = List.copyOf(steps);
  }

  FieldPath then(String step) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(step);
    return new FieldPath(longer);
  }

  /** The last step; empty for the whole object. */
  String name() {
    return steps.isEmpty() ? "" : steps.get(steps.size() - 1);
  }

  static boolean isItem(String step) {
    return step.startsWith("[");
  }

  /** {@code spec.ports[name=tls].port}; keys with dots are quoted. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (String step : steps) {
      if (!isItem(step) && text.length() > 0) {
        text.append('.');
      }
      text.append(!isItem(step) && step.indexOf('.') >= 0 ? '"' + step + '"' : step);
    }
    return text.toString();
  }
}
