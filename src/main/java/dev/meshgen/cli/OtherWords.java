package dev.meshgen.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Words that users of other tools type first, and what the command is called here. */
final class OtherWords {
  private static final String RENDER = "meshgen render";

  /** Commands of kubectl, helm, terraform, flux and their like. */
  private static final Map<String, String> COMMANDS =
      Map.ofEntries(
          Map.entry("plan", "meshgen render --dry-run, or meshgen upgrade plan"),
          Map.entry("check", "meshgen validate, or meshgen render --check"),
          Map.entry("lint", "meshgen validate"),
          Map.entry("doctor", "meshgen validate"),
          Map.entry("build", RENDER),
          Map.entry("compile", RENDER),
          Map.entry("generate", RENDER),
          Map.entry("template", RENDER),
          Map.entry("apply", RENDER + "; your GitOps engine applies what you commit"),
          Map.entry("install", RENDER + "; your GitOps engine applies what you commit"),
          Map.entry("create", "meshgen init"),
          Map.entry("new", "meshgen init"),
          Map.entry("keygen", "meshgen init"),
          Map.entry("docs", "meshgen explain"),
          Map.entry("generate-completion", "meshgen completion"));

  /** Words that are options here. */
  static final Set<String> OPTIONS = Set.of("help", "version");

  private OtherWords() {}

  /**
   * {@code help COMMAND} and {@code version} as the options that they are here.
   *
   * @param commands that there are; help on another word is that word, which is refused
   */
  static String[] asOptions(String[] typed, Set<String> commands) {
    if (typed.length == 0) {
      return typed;
    }
    return switch (typed[0]) {
      case "help" -> {
        if (typed.length > 1 && OPTIONS.contains(typed[1])) {
          yield new String[] {"--help"};
        }
        if (typed.length > 1 && !commands.contains(typed[1])) {
          yield Arrays.copyOfRange(typed, 1, typed.length);
        }
        String[] asked = Arrays.copyOfRange(typed, 1, typed.length + 1);
        asked[typed.length - 1] = "--help";
        yield asked;
      }
      case "version" -> {
        String[] asked = typed.clone();
        asked[0] = "--version";
        yield asked;
      }
      default -> typed;
    };
  }

  /** The word behind {@code help} that is not a command below the last one that is. */
  static Optional<String> unknownBelow(String[] typed, int depth) {
    boolean further = typed.length - 1 > depth && typed[0].equals("help");
    return further && !OPTIONS.contains(typed[1])
        ? Optional.of(typed[depth + 1])
        : Optional.empty();
  }

  /** The command that is meant by a word that is not one. */
  static Optional<String> meant(String word) {
    return Optional.ofNullable(COMMANDS.get(word));
  }
}
