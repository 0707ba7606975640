package dev.meshgen.cli;

import dev.meshgen.cli.PluginObjects.Printed;
import dev.meshgen.cli.PluginObjects.Wanted;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;

/** Hands objects to other tools, in the ways in which they call programs. */
final class PluginCommand extends Command {
  PluginCommand(Console console) {
    super(
        "plugin",
        "Print the objects of a cluster's layers, for tools that run plugins.",
        "Issues nothing and reads no identity. Prints only manifests, or fails: a pruning tool"
            + " never gets an empty list.");
    spec().usageMessage().synopsisSubcommandLabel("(print | cmp | krm)");
    spec().addSubcommand("print", new Print(console).spec());
    spec().addSubcommand("cmp", new ConfigManagement(console).spec());
    spec().addSubcommand("krm", new KrmFunction(console).spec());
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec().commandLine(), "missing subcommand: plugin print, plugin cmp or plugin krm");
  }

  private static int print(Console console, Wanted wanted) throws Exception {
    Optional<List<Printed>> printed = new PluginObjects(console).of(wanted, new Report());
    if (printed.isEmpty()) {
      return ExitCode.PROBLEMS;
    }
    for (Printed file : printed.get()) {
      console.out().print("---\n" + new String(file.content(), StandardCharsets.UTF_8));
    }
    return ExitCode.OK;
  }

  /** Takes what it needs as words: for scripts, and for CLIs that hand theirs on. */
  static final class Print extends Command {
    private final Argument<String> cluster = parameter(0, "CLUSTER", "A cluster of the spec.");
    private final Argument<List<String>> layers =
        optionalParametersFrom(1, "LAYER", "Its layers, such as namespaces, access, config.");
    private final SpecOptions spec = new SpecOptions(this);
    private final OutputOptions output = new OutputOptions(this, spec);
    private final Console console;

    Print(Console console) {
      super("print", "Print the objects of the layers named on the command line.");
      this.console = console;
    }

    @Override
    public Integer call() throws Exception {
      return PluginCommand.print(
          console,
          new Wanted(
              Span.of("<command line>"),
              cluster.value(),
              layers.get().orElse(List.of()),
              spec.typed(),
              output.name(console)));
    }
  }

  /** Takes what it needs from the environment, as Argo CD hands parameters to a plugin. */
  static final class ConfigManagement extends Command {
    private static final String PREFIX = "PARAM_";
    private final Console console;

    ConfigManagement(Console console) {
      super(
          "cmp",
          "Act as a config management plugin of Argo CD.",
          "Reads the parameters cluster, layers, spec and tree from PARAM_CLUSTER and so on. Lists"
              + " are arrays, or separated by commas.");
      this.console = console;
    }

    @Override
    public Integer call() throws Exception {
      return PluginCommand.print(
          console,
          new Wanted(
              Span.of(PREFIX + "CLUSTER"),
              text("CLUSTER"),
              words("LAYERS"),
              words("SPEC"),
              text("TREE")));
    }

    private String text(String name) {
      return console.environment().getOrDefault(PREFIX + name, "").strip();
    }

    /** An array has a variable for each of its items, with a number from 0. */
    private List<String> words(String name) {
      List<String> words = new ArrayList<>(split(text(name)).toList());
      Map<String, String> environment = console.environment();
      for (int i = 0; environment.containsKey(PREFIX + name + "_" + i); i++) {
        words.addAll(split(environment.get(PREFIX + name + "_" + i)).toList());
      }
      return words;
    }

    private static Stream<String> split(String text) {
      return Arrays.stream(text.split("[,\\s]+")).filter(word -> !word.isEmpty());
    }
  }
}
