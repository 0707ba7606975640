package dev.meshgen.cli;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diff.ChangeRule;
import dev.meshgen.diff.ChangeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints the page about a diagnostic code, or about a rule of {@code meshgen diff}. */
final class ExplainCode {
  private final Console console;

  ExplainCode(Console console) {
    this.console = console;
  }

  /** Whether a word has the form of a code, in upper or lower case. */
  static boolean isCode(String word) {
    return word.toUpperCase(Locale.ROOT).matches("M[GD]\\d+");
  }

  int print(String word) {
    String id = word.toUpperCase(Locale.ROOT);
    Optional<ChangeRule> rule = ChangeRules.find(id);
    if (rule.isPresent()) {
      console.out().print(ChangePage.of(rule.get()));
      return ExitCode.OK;
    }
    List<String> known = new ArrayList<>();
    ChangeRules.all().forEach(each -> known.add(each.code()));
    for (Code code : Code.values()) {
      if (code.id().equals(id)) {
        console.out().print(DiagnosticPage.of(code));
        return ExitCode.OK;
      }
      known.add(code.id());
    }
    console.say("unknown code \"" + word + "\"");
    Optional<String> closest = DidYouMean.closest(id, known);
    console
        .err()
        .println(
            closest.isPresent()
                ? "hint: " + DidYouMean.question(closest.get())
                : "hint: a code is MG or MD and four digits, as in " + known.get(0));
    return ExitCode.USAGE;
  }
}
