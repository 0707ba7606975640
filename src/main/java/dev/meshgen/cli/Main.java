package dev.meshgen.cli;

import dev.meshgen.spec.SpecException;
import dev.meshgen.tree.TreeException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Where the process starts and ends. */
@Command(
    name = "meshgen",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Compiles a mesh spec into the Git tree that makes many clusters one Istio mesh.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:the spec, a credential or the committed tree has problems, or --check found a difference",
      "2:the command line makes no sense",
      "3:a file, a folder or an age identity is missing or cannot be used",
      "70:a defect of meshgen"
    })
public final class Main {
  private static final Map<String, Function<Console, Object>> COMMANDS = commands();

  private Main() {}

  public static void main(String[] arguments) {
    Preload.start(arguments);
    Console console =
        new Console(
            new PrintWriter(System.out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            System.in,
            Path.of("").toAbsolutePath(),
            System.getenv(),
            Clock.systemUTC(),
            System.console() != null);
    int code = runSafely(console, arguments);
    console.out().flush();
    console.err().flush();
    System.exit(code);
  }

  /** Errors of the machine are no exceptions to picocli. */
  private static int runSafely(Console console, String[] arguments) {
    try {
      return run(console, arguments);
    } catch (OutOfMemoryError e) {
      console.err().println("meshgen: out of memory; give it more with MESHGEN_JAVA_OPTS=-Xmx1g");
      return ExitCode.ENVIRONMENT;
    } catch (StackOverflowError e) {
      console.err().println("meshgen: this is a defect of meshgen, please report it: " + e);
      return ExitCode.DEFECT;
    }
  }

  /** Runs one command; prints to the console and throws nothing. */
  static int run(Console console, String... arguments) {
    return commandLine(console, arguments)
        .setOut(console.out())
        .setErr(console.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, command, parsed) -> report(console, e))
        .execute(arguments);
  }

  /**
   * Knows only the command that is asked for: describing the others would cost more than it does.
   */
  private static CommandLine commandLine(Console console, String[] arguments) {
    CommandLine root = new CommandLine(new Main());
    Function<Console, Object> only = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
    if (only != null) {
      root.addSubcommand(only.apply(console));
    } else {
      COMMANDS.values().forEach(command -> root.addSubcommand(command.apply(console)));
    }
    CommandLine credential = root.getSubcommands().get("credential");
    if (credential != null) {
      credential.addSubcommand(new CredentialCommand.Add(console));
      credential.addSubcommand(new CredentialCommand.Remove(console));
      credential
          .getSubcommands()
          .values()
          .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
    }
    root.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
    return root;
  }

  private static Map<String, Function<Console, Object>> commands() {
    Map<String, Function<Console, Object>> commands = new LinkedHashMap<>();
    commands.put("init", InitCommand::new);
    commands.put("render", RenderCommand::new);
    commands.put("validate", ValidateCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("schema", SchemaCommand::new);
    commands.put("credential", CredentialCommand::new);
    commands.put("rotate", RotateCommand::new);
    commands.put("adopt", AdoptCommand::new);
    return commands;
  }

  private static int report(Console console, Exception e) {
    if (e instanceof SpecException || e instanceof TreeException || e instanceof CommandException) {
      console.err().println("meshgen: " + e.getMessage());
      return ExitCode.ENVIRONMENT;
    }
    if (e instanceof UsageException) {
      console.err().println("meshgen: " + e.getMessage());
      return ExitCode.USAGE;
    }
    console.err().println("meshgen: this is a defect of meshgen, please report it:");
    e.printStackTrace(console.err());
    return ExitCode.DEFECT;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"meshgen " + (version == null ? "(not packaged)" : version)};
    }
  }
}
