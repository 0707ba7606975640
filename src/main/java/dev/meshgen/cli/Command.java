package dev.meshgen.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command: what it understands, and what it does.
 *
 * <p>Described in calls and not in annotations: to read those, the JVM makes proxy classes at run
 * time and picocli looks at every member. Rendering two clusters took 8 % longer so on JDK 17, 17 %
 * on JDK 25.
 */
abstract class Command implements Callable<Integer> {
  /** The value of an option that is given without. No shell passes it, unlike the empty word. */
  static final String LEFT_OUT = "\0";

  private static final String AT_LEAST_ONE = "1..*";
  private static final String ANY_NUMBER = "0..*";

  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  /**
   * A command with this name; the first line of its description appears in the list of commands.
   */
  Command(String name, String... description) {
    spec.name(name);
    spec.usageMessage().description(description);
    addStandardOptions(spec);
  }

  /** {@code --help} and {@code --version}, in picocli's own words. */
  static void addStandardOptions(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
  }

  final CommandSpec spec() {
    return spec;
  }

  /** Adds an option that takes no value. */
  final Flag flag(String name, String description) {
    OptionSpec option = flagOption(name, description);
    spec.addOption(option);
    return new Flag(option);
  }

  /** Adds two options that take no value and exclude each other. */
  final List<Flag> eitherFlag(String one, String aboutOne, String other, String aboutOther) {
    OptionSpec first = flagOption(one, aboutOne);
    OptionSpec second = flagOption(other, aboutOther);
    spec.addArgGroup(ArgGroupSpec.builder().exclusive(true).addArg(first).addArg(second).build());
    return List.of(new Flag(first), new Flag(second));
  }

  private static OptionSpec flagOption(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  /** Adds an option that takes a value. */
  final <T> Argument<T> option(Class<T> type, String label, String description, String... names) {
    return add(
        OptionSpec.builder(names)
            .type(type)
            .completionCandidates(words(type))
            .paramLabel(label)
            .description(description));
  }

  /** The words for an enumeration, as help and documentation write them; null for other types. */
  private static Iterable<String> words(Class<?> type) {
    return type.isEnum()
        ? () ->
            Arrays.stream(type.getEnumConstants())
                .map(each -> each.toString().toLowerCase(Locale.ROOT))
                .iterator()
        : null;
  }

  /** Adds an option whose value may be left out, which makes it {@link #LEFT_OUT}. */
  final Argument<String> optionWithOptionalValue(String label, String description, String name) {
    return add(
        OptionSpec.builder(name)
            .type(String.class)
            .arity("0..1")
            .fallbackValue(LEFT_OUT)
            .paramLabel(label)
            .description(description));
  }

  /** Adds an option whose value is read by a converter. */
  final <T> Argument<T> option(
      Class<T> type,
      ITypeConverter<T> converter,
      String label,
      String description,
      String... names) {
    return add(
        OptionSpec.builder(names)
            .type(type)
            .completionCandidates(words(type))
            .converters(converter)
            .paramLabel(label)
            .description(description));
  }

  /** Adds an option that has to be given. */
  final Argument<String> requiredOption(String label, String description, String name) {
    return add(
        OptionSpec.builder(name)
            .type(String.class)
            .required(true)
            .paramLabel(label)
            .description(description));
  }

  /** Adds an option that may be given several times. */
  final Argument<List<String>> repeatedOption(
      ITypeConverter<String> converter, String label, String description, String... names) {
    return add(
        OptionSpec.builder(names)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .converters(converter)
            .paramLabel(label)
            .description(description));
  }

  private <T> Argument<T> add(OptionSpec.Builder builder) {
    OptionSpec option = builder.build();
    if (option.auxiliaryTypes()[0] == String.class && option.converters().length == 0) {
      option = option.toBuilder().converters(new NonEmptyConverter()).build();
    }
    spec.addOption(option);
    return new Argument<>(option);
  }

  /** Adds a required positional parameter. */
  final Argument<String> parameter(int index, String label, String description) {
    return parameter(index, "1", label, description);
  }

  /** Adds a required positional parameter of a kind. */
  final <T> Argument<T> parameter(int index, Class<T> type, String label, String description) {
    return add(
        PositionalParamSpec.builder()
            .type(type)
            .completionCandidates(words(type))
            .index(String.valueOf(index))
            .arity("1")
            .required(true)
            .paramLabel(label)
            .description(description));
  }

  /** Adds an optional positional parameter. */
  final Argument<String> optionalParameter(int index, String label, String description) {
    return parameter(index, "0..1", label, description);
  }

  private Argument<String> parameter(int index, String arity, String label, String description) {
    return add(
        PositionalParamSpec.builder()
            .type(String.class)
            .index(String.valueOf(index))
            .converters(new NonEmptyConverter())
            .arity(arity)
            .required(arity.equals("1"))
            .paramLabel(label)
            .description(description));
  }

  /** Adds one or more positional parameters. */
  final Argument<List<String>> parameters(String label, String description) {
    return parameters(AT_LEAST_ONE, label, description);
  }

  /** Adds positional parameters, if any. */
  final Argument<List<String>> optionalParameters(String label, String description) {
    return parameters(ANY_NUMBER, label, description);
  }

  /** Adds positional parameters behind others, if any. */
  final Argument<List<String>> optionalParametersFrom(int index, String label, String description) {
    return parameters(index + "..*", ANY_NUMBER, label, description);
  }

  private Argument<List<String>> parameters(String arity, String label, String description) {
    return parameters("0..*", arity, label, description);
  }

  private Argument<List<String>> parameters(
      String index, String arity, String label, String description) {
    return add(
        PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .converters(new NonEmptyConverter())
            .index(index)
            .arity(arity)
            .required(arity.equals(AT_LEAST_ONE))
            .paramLabel(label)
            .description(description));
  }

  private <T> Argument<T> add(PositionalParamSpec.Builder builder) {
    PositionalParamSpec parameter = builder.build();
    spec.addPositional(parameter);
    return new Argument<>(parameter);
  }
}
