package dev.meshgen.cli;

import dev.meshgen.diff.ChangeRule;

/** The page about a rule of {@code meshgen diff}. */
public final class ChangePage {
  private ChangePage() {}

  /** The page as Markdown. */
  public static String of(ChangeRule rule) {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(rule.code()).append(": ").append(rule.title()).append("\n\n");
    page.append("About ").append(rule.topic()).append(", weight ");
    page.append(rule.weight().id()).append(".\n\n").append(rule.consequence()).append('\n');
    rule.restarts().ifPresent(what -> page.append("\nRestarts: ").append(what).append(".\n"));
    page.append("\nCheck after the merge: ").append(rule.check()).append(".\n");
    return page.toString();
  }
}
