package dev.meshgen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** What a page says that a command prints; "…" is anything. */
final class Printed {
  private Printed() {}

  /** Every line of {@code expected} is one of those printed. */
  static void check(String printed, String expected) {
    expected
        .lines()
        .filter(line -> !line.equals("…"))
        .map(line -> Pattern.quote(line).replace("…", "\\E.*\\Q"))
        .forEach(line -> assertThat(printed.lines()).anyMatch(each -> each.matches(line)));
  }
}
