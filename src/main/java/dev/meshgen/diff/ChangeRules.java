package dev.meshgen.diff;

import java.util.List;
import java.util.Optional;

/** The judgements that are built into meshgen, as {@link RuleFiles} has them. */
public final class ChangeRules {
  private ChangeRules() {}

  /** All of them, topic by topic. */
  public static List<ChangeRule> all() {
    return BuiltIn.RULES;
  }

  /** What changes can be about, in the order in which they are shown. */
  public static List<String> topics() {
    return BuiltIn.TOPICS;
  }

  /** The rule of a code. */
  public static Optional<ChangeRule> find(String code) {
    return all().stream().filter(rule -> rule.code().equals(code)).findFirst();
  }

  /** Read on first use; they never change. */
  private static final class BuiltIn {
    private static final List<String> TOPICS = RuleFiles.topics();
    private static final List<ChangeRule> RULES = new RuleFiles(TOPICS).rules();
  }
}
