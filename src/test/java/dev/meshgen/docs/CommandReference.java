package dev.meshgen.docs;

import dev.meshgen.cli.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code --help} prints, of every command that the program lists. */
final class CommandReference {
  private final Workspace workspace;

  private CommandReference(Path folder) {
    this.workspace = new Workspace(folder);
  }

  static String write(Path folder) {
    CommandReference reference = new CommandReference(folder);
    StringBuilder out = new StringBuilder();
    for (List<String> command : reference.commands()) {
      out.append("## ").append(String.join(" ", command)).append("\n\n```text\n");
      out.append(reference.help(command)).append("```\n\n");
    }
    return out.toString();
  }

  /** The codes and their meanings, as the program states them. */
  static String exitCodes(Path folder) {
    String help = new CommandReference(folder).help(List.of());
    StringBuilder out = new StringBuilder("| Exit code | Meaning |\n|---|---|\n");
    String heading = "Exit codes:\n";
    for (String line : help.substring(help.indexOf(heading) + heading.length()).split("\n")) {
      if (line.isBlank()) {
        break;
      }
      String text = line.strip();
      boolean first = text.matches("\\d+ .*");
      if (!first) {
        // A continued line.
        out.setLength(out.length() - " |\n".length());
        out.append(' ').append(text).append(" |\n");
      } else {
        out.append("| ").append(text.replaceFirst(" +", " | ")).append(" |\n");
      }
    }
    return out.toString();
  }

  private List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    below(List.of()).forEach(name -> add(List.of(name), commands));
    return commands;
  }

  /** A command, or those below it. */
  private void add(List<String> command, List<List<String>> commands) {
    List<String> nested = below(command);
    if (nested.isEmpty()) {
      commands.add(command);
    }
    for (String name : nested) {
      List<String> child = new ArrayList<>(command);
      child.add(name);
      add(child, commands);
    }
  }

  /** The program itself groups its commands under headings of their own. */
  private List<String> below(List<String> command) {
    List<String> names = new ArrayList<>();
    boolean inside = false;
    for (String line : help(command).split("\n")) {
      if (line.endsWith(":") && !line.startsWith(" ")) {
        inside = command.isEmpty() ? !line.equals("Exit codes:") : line.equals("Commands:");
      } else if (inside && line.isBlank()) {
        inside = false;
      } else if (inside && line.matches("  \\S.*")) {
        names.add(line.strip().split(" ")[0]);
      }
    }
    return names;
  }

  private String help(List<String> command) {
    List<String> arguments = new ArrayList<>(command);
    arguments.add("--help");
    Workspace.Run run = workspace.run(arguments.toArray(new String[0]));
    if (run.code() != 0) {
      throw new IllegalStateException(arguments + ": " + run.err());
    }
    return run.out().replace("\r\n", "\n");
  }
}
