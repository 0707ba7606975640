package dev.meshgen.docs;

import dev.meshgen.diff.ChangeRule;
import dev.meshgen.diff.ChangeRules;

/** The rules of {@code meshgen diff}, topic by topic. */
final class ChangesTable {
  private ChangesTable() {}

  static String write() {
    StringBuilder text = new StringBuilder();
    for (String topic : ChangeRules.topics()) {
      text.append("\n## ").append(Character.toUpperCase(topic.charAt(0)));
      text.append(topic.substring(1)).append("\n\n");
      text.append("| Code | Weight | Change | What it does | Restarts | Check |\n");
      text.append("|---|---|---|---|---|---|\n");
      for (ChangeRule rule : ChangeRules.all()) {
        if (rule.topic().equals(topic)) {
          text.append("| ").append(rule.code()).append(" | ").append(rule.weight().id());
          text.append(" | ").append(rule.title()).append(" | ").append(rule.consequence());
          text.append(" | ").append(rule.restarts().orElse("")).append(" | ");
          text.append(rule.check()).append(" |\n");
        }
      }
    }
    return text.append('\n').toString();
  }
}
