package dev.meshgen.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes completions for fish, which picocli does not: see {@code complete(1)} of fish. */
final class FishCompletion {
  private final CommandSpec root;
  private final StringBuilder script = new StringBuilder();

  FishCompletion(CommandSpec root) {
    this.root = root;
  }

  /** The script. */
  String script() {
    script.append("# Completions of ").append(root.name()).append(" for fish.\n");
    command(root, List.of());
    return script.toString();
  }

  private void command(CommandSpec command, List<String> path) {
    String here = condition(command, path);
    for (Map.Entry<String, CommandLine> below : command.subcommands().entrySet()) {
      line(
          here,
          " -f -a " + quoted(below.getKey()),
          first(below.getValue().getCommandSpec().usageMessage().description()));
    }
    command.options().forEach(option -> option(here, option));
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String values = values(parameter);
      if (!values.isEmpty()) {
        line(here, " -f -a " + quoted(values), first(parameter.description()));
      }
    }
    for (Map.Entry<String, CommandLine> below : command.subcommands().entrySet()) {
      List<String> longer = new ArrayList<>(path);
      longer.add(below.getKey());
      command(below.getValue().getCommandSpec(), longer);
    }
  }

  /** That the words of a command have been typed, and none of a command below it. */
  private static String condition(CommandSpec command, List<String> path) {
    List<String> parts = new ArrayList<>();
    path.forEach(word -> parts.add("__fish_seen_subcommand_from " + word));
    if (!command.subcommands().isEmpty()) {
      String below = String.join(" ", command.subcommands().keySet());
      parts.add("not __fish_seen_subcommand_from " + below);
    }
    return String.join("; and ", parts);
  }

  private void option(String here, OptionSpec option) {
    StringBuilder words = new StringBuilder();
    for (String name : option.names()) {
      words.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.arity().max() > 0) {
      String values = values(option);
      words.append(values.isEmpty() ? " -r" : " -x -a " + quoted(values));
    }
    line(here, words.toString(), first(option.description()));
  }

  private void line(String condition, String words, String description) {
    script.append("complete -c ").append(root.name());
    if (!condition.isEmpty()) {
      script.append(" -n ").append(quoted(condition));
    }
    script.append(words).append(" -d ").append(quoted(description)).append('\n');
  }

  private static String values(ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    return candidates == null
        ? ""
        : String.join(" ", StreamSupport.stream(candidates.spliterator(), false).toList());
  }

  /** The first sentence, which is what fits beside a word. */
  private static String first(String... description) {
    String text = description.length == 0 ? "" : description[0];
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  /** In single quotes, in which fish knows two escapes. */
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
