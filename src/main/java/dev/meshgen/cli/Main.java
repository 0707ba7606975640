package dev.meshgen.cli;

import dev.meshgen.spec.SpecException;
import dev.meshgen.tree.TreeException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of the process; only this class exits it. */
public final class Main {
  static final Map<String, Function<Console, Command>> COMMANDS = commands();

  private Main() {}

  public static void main(String[] arguments) {
    StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    Console plain =
        new Console(
            new PrintWriter(out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            System.in,
            Path.of("").toAbsolutePath(),
            System.getenv(),
            Clock.systemUTC(),
            Boolean.getBoolean("meshgen.terminal"));
    Console console = StatusLine.watching(plain);
    WarmUp.start(arguments);
    int code = runSafely(console, arguments);
    StatusLine.end(console);
    console.out().flush();
    out.lost().ifPresent(why -> console.say("cannot write standard output: " + why));
    console.err().flush();
    System.exit(code == ExitCode.OK && out.lost().isPresent() ? ExitCode.ENVIRONMENT : code);
  }

  /** picocli does not handle errors of the machine. */
  private static int runSafely(Console console, String[] arguments) {
    try {
      return run(console, arguments);
    } catch (OutOfMemoryError e) {
      console.say("out of memory; raise the limit with MESHGEN_JAVA_OPTS=-Xmx1g");
      return ExitCode.ENVIRONMENT;
    } catch (StackOverflowError e) {
      console.say("this is a bug in meshgen, please report it: " + e);
      return ExitCode.DEFECT;
    }
  }

  /** Runs one command; prints to the console and throws nothing. */
  static int run(Console console, String... typed) {
    String[] arguments = OtherWords.asOptions(typed, COMMANDS.keySet());
    return commandLine(console, arguments)
        .setOut(console.out())
        .setErr(console.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(parsed -> execute(console, parsed, typed))
        .setExecutionExceptionHandler((e, command, parsed) -> report(console, e))
        .setParameterExceptionHandler((e, ignored) -> new Misuse(e).report(console))
        .execute(arguments);
  }

  private static int execute(Console console, ParseResult parsed, String... typed) {
    List<CommandLine> commands = parsed.asCommandLineList();
    CommandLine command = commands.get(commands.size() - 1);
    StatusLine.naming(console.err(), command.getCommandSpec().qualifiedName());
    Optional<String> unknown = OtherWords.unknownBelow(typed, commands.size() - 1);
    if (unknown.isPresent()) {
      throw new UnmatchedArgumentException(command, List.of(unknown.get()));
    }
    return new RunLast().execute(parsed);
  }

  /**
   * Knows only the requested command: describing the others takes 2 to 4 % of rendering two
   * clusters.
   */
  private static CommandLine commandLine(Console console, String[] arguments) {
    CommandSpec root = root();
    Function<Console, Command> only = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
    if (only != null) {
      root.addSubcommand(arguments[0], only.apply(console).spec());
    } else {
      return every(console);
    }
    return new CommandLine(root);
  }

  /** With every command, as help and completions need them. */
  static CommandLine every(Console console) {
    CommandSpec root = root();
    COMMANDS.forEach((name, command) -> root.addSubcommand(name, command.apply(console).spec()));
    CommandLine program = new CommandLine(root).setCaseInsensitiveEnumValuesAllowed(true);
    CommandGroups.list(program);
    return program;
  }

  private static CommandSpec root() {
    CommandSpec root = CommandSpec.create().name("meshgen").versionProvider(new Version());
    root.usageMessage()
        .description(
            "Compiles a mesh spec into a Git tree that turns many clusters into one Istio mesh.")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes())
        .footer("%n`meshgen help COMMAND` describes a command.");
    Command.addStandardOptions(root);
    return root;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "success");
    codes.put(
        "1",
        "errors in the spec, a credential or the committed tree, or --check found a difference");
    codes.put("2", "invalid command line");
    codes.put("3", "a file, folder or identity is missing or unusable");
    codes.put("70", "a bug in meshgen");
    return codes;
  }

  private static Map<String, Function<Console, Command>> commands() {
    Map<String, Function<Console, Command>> commands = new LinkedHashMap<>();
    commands.put("init", InitCommand::new);
    commands.put("validate", ValidateCommand::new);
    commands.put("render", RenderCommand::new);
    commands.put("publish", PublishCommand::new);
    commands.put("diff", DiffCommand::new);
    commands.put("why", WhyCommand::new);
    commands.put("graph", GraphCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("sign", SignCommand::new);
    commands.put("credential", CredentialCommand::new);
    commands.put("trust", TrustCommand::new);
    commands.put("rotate", RotateCommand::new);
    commands.put("reseal", ResealCommand::new);
    commands.put("adopt", AdoptCommand::new);
    commands.put("upgrade", UpgradeCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("images", ImagesCommand::new);
    commands.put("schema", SchemaCommand::new);
    commands.put("plugin", PluginCommand::new);
    commands.put("completion", CompletionCommand::new);
    return commands;
  }

  private static int report(Console console, Exception e) {
    if (e instanceof SpecException || e instanceof TreeException || e instanceof CommandException) {
      console.say(e.getMessage());
      return ExitCode.ENVIRONMENT;
    }
    if (e instanceof UsageException) {
      console.say(e.getMessage());
      return ExitCode.USAGE;
    }
    console.say("this is a bug in meshgen, please report it:");
    console.err().print(CrashReport.of(e));
    console.err().flush();
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
