package dev.meshgen.cli;

import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.scan.SecretText;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SettingsLayer;
import dev.meshgen.spec.Spec;
import dev.meshgen.spec.SpecException;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import dev.meshgen.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints a cluster's value of a field, and every layer that set it. */
final class ExplainValue {
  private final Console console;

  ExplainValue(Console console) {
    this.console = console;
  }

  int print(SpecOptions options, String cluster, String field) throws SpecException {
    Schemas schemas = new Schemas();
    Report report = new Report();
    List<SpecSource> sources = options.read(console, report);
    Optional<Spec> spec = new ReadSpec(schemas).read(sources, report);
    if (spec.isEmpty() || report.hasErrors()) {
      Diagnostics.print(console, DiagnosticFormat.TEXT, sources, report);
      return ExitCode.PROBLEMS;
    }
    List<SettingsLayer> layers = spec.get().layers().get(cluster);
    if (layers == null) {
      return unknownCluster(spec.get(), cluster);
    }
    List<String> path = List.of(field.split("\\.", -1));
    if (!path.get(0).equals("spec")) {
      console.say("\"" + field + "\" is not a field of spec");
      return ExitCode.USAGE;
    }
    if (new ExplainField(console).find(schemas, "Cluster", path).isEmpty()) {
      return ExitCode.USAGE;
    }
    print(field, path.subList(1, path.size()), layers, spec.get().resolved(cluster));
    return ExitCode.OK;
  }

  private void print(
      String field, List<String> path, List<SettingsLayer> layers, YamlMap resolved) {
    Optional<YamlNode> value = at(resolved, path);
    List<String[]> rows = new ArrayList<>();
    for (SettingsLayer layer : layers) {
      at(layer.spec(), path)
          .filter(node -> !(node instanceof YamlMap map && map.entries().isEmpty()))
          .ifPresent(
              node ->
                  rows.add(
                      new String[] {shown(summary(node)), layer.name(), node.span().toString()}));
    }
    if (rows.isEmpty()) {
      console.out().println(field + ": not set");
      return;
    }
    if (value.isPresent() && value.get() instanceof YamlMap map && !map.entries().isEmpty()) {
      new ExplainMap(layers).print(path, map, console.out());
      return;
    }
    console.out().println(field + ":" + shown(value.map(ExplainValue::whole).orElse(" removed")));
    console.out().println();
    int first = widest(rows, 0);
    int second = widest(rows, 1);
    for (String[] row : rows) {
      String line = "  " + pad(row[0], first) + "  " + pad(row[1], second) + "  " + row[2];
      console.out().println(line.stripTrailing());
    }
  }

  private int unknownCluster(Spec spec, String cluster) {
    console.say("the spec has no cluster \"" + cluster + "\"");
    DidYouMean.closest(cluster, spec.layers().keySet())
        .ifPresent(closest -> console.err().println("hint: " + DidYouMean.question(closest)));
    return ExitCode.USAGE;
  }

  static Optional<YamlNode> at(YamlMap root, List<String> path) {
    YamlNode node = root;
    for (String step : path) {
      Optional<YamlNode> next = node instanceof YamlMap map ? map.get(step) : Optional.empty();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      node = next.get();
    }
    return Optional.of(node);
  }

  /** A value as a terminal may show it: a rule may not have judged it yet. */
  static String shown(String value) {
    return SecretText.masked(value)
        .lines()
        .map(SourceExcerpt::visible)
        .collect(Collectors.joining("\n"));
  }

  private static String whole(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return " " + scalar.text();
    }
    return "\n  " + YamlWriter.write(node).stripTrailing().replace("\n", "\n  ");
  }

  private static String summary(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return scalar.value() == null ? "null (removes)" : scalar.text();
    }
    int size =
        node instanceof YamlList list ? list.items().size() : ((YamlMap) node).entries().size();
    return (node instanceof YamlList ? "list of " : "map of ") + size;
  }

  private static int widest(List<String[]> rows, int column) {
    return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
