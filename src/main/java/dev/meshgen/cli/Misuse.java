package dev.meshgen.cli;

import dev.meshgen.diagnostic.DidYouMean;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be understood: what is wrong with it, and what helps. */
final class Misuse {
  private final ParameterException error;
  private final CommandLine command;

  Misuse(ParameterException error) {
    this.error = error;
    this.command = error.getCommandLine();
  }

  /** Says it in a line or two; a list of commands follows where one is missing. */
  int report(Console console) {
    console.say(message());
    Optional<String> meant = meant();
    if (meant.isPresent()) {
      console.err().println("Did you mean: " + meant.get() + "?");
    } else if (error instanceof UnmatchedArgumentException || command.getSubcommands().isEmpty()) {
      console.err().println("See `" + command.getCommandSpec().qualifiedName() + " --help`.");
    } else {
      command.usage(console.err());
    }
    return ExitCode.USAGE;
  }

  private String message() {
    if (error instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      return unmatched.isUnknownOption()
          ? "unknown option " + word
          : (command.getSubcommands().isEmpty() ? "unexpected argument \"" : "unknown command \"")
              + word
              + "\"";
    }
    ArgSpec argument = error.getArgSpec();
    if (argument instanceof OptionSpec option && "".equals(error.getValue())) {
      return "invalid value for option '" + option.longestName() + "': the value is empty";
    }
    if (argument != null && argument.type().isEnum() && error.getValue() != null) {
      return "invalid value \""
          + error.getValue()
          + "\" for "
          + (argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel())
          + "; expected one of "
          + String.join(", ", argument.completionCandidates());
    }
    String words = error.getMessage();
    return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }

  private Optional<String> meant() {
    if (!(error instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    String word = unmatched.getUnmatched().get(0);
    if (unmatched.isUnknownOption()) {
      // Every letter is one letter away from any other.
      return word.startsWith("--")
          ? DidYouMean.closest(word.replaceAll("=.*", ""), options())
          : Optional.empty();
    }
    boolean first = command.getParent() == null;
    Set<String> commands = new TreeSet<>(command.getSubcommands().keySet());
    if (first) {
      commands.addAll(OtherWords.OPTIONS);
    }
    String before = command.getCommandSpec().qualifiedName() + " ";
    return (first ? OtherWords.meant(word) : Optional.<String>empty())
        .or(() -> DidYouMean.closest(word, commands).map(before::concat));
  }

  private Set<String> options() {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> List.of(option.names()).stream())
        .collect(Collectors.toSet());
  }
}
