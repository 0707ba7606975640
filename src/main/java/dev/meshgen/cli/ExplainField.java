package dev.meshgen.cli;

import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints what the schema says of a field, in the manner of {@code kubectl explain}. */
final class ExplainField {
  /** So many places are suggested, those nearest to the top. */
  private static final int SHOWN = 5;

  /** More than any field has above it. */
  private static final int DEEPEST = 12;

  private static final int WIDTH = 88;

  private final Console console;

  ExplainField(Console console) {
    this.console = console;
  }

  int print(List<String> path) {
    Schemas schemas = new Schemas();
    Optional<String> kind =
        Schemas.KINDS.stream().filter(path.get(0)::equalsIgnoreCase).findFirst();
    if (kind.isEmpty()) {
      return withoutKind(schemas, path);
    }
    List<String> fields = path.subList(1, path.size());
    Optional<SchemaField> field = find(schemas, kind.get(), fields);
    field.ifPresent(found -> print(kind.get(), fields, found));
    return field.isPresent() ? ExitCode.OK : ExitCode.USAGE;
  }

  /** A path that leads to a field in some kinds, but does not say from where. */
  private int withoutKind(Schemas schemas, List<String> path) {
    List<String> found = new ArrayList<>();
    for (String kind : Schemas.KINDS) {
      collect(schemas.fields(kind), List.of(kind), path, found);
    }
    if (found.isEmpty()) {
      return unknown("kind \"" + path.get(0) + "\"", path.get(0), Schemas.KINDS);
    }
    found.sort(Comparator.comparingInt(each -> each.split("\\.").length));
    console.say("\"" + String.join(".", path) + "\" does not start with a kind");
    console
        .err()
        .println(
            "Did you mean: meshgen explain "
                + String.join(
                    ", or meshgen explain ", found.subList(0, Math.min(SHOWN, found.size())))
                + "?");
    return ExitCode.USAGE;
  }

  /** Every place below a field from which {@code path} leads on. */
  private static void collect(
      SchemaField field, List<String> walked, List<String> path, List<String> found) {
    SchemaField object = field.items().orElse(field);
    if (object.fields().containsKey(path.get(0)) && object.find(path).isPresent()) {
      found.add(String.join(".", walked) + "." + String.join(".", path));
    }
    for (SchemaField child : object.fields().values()) {
      if (walked.size() < DEEPEST) {
        List<String> next = new ArrayList<>(walked);
        next.add(child.name());
        collect(child, next, path, found);
      }
    }
  }

  /** The field at {@code path}; empty, and reported, if there is no such field. */
  Optional<SchemaField> find(Schemas schemas, String kind, List<String> path) {
    SchemaField field = schemas.fields(kind);
    for (int i = 0; i < path.size(); i++) {
      SchemaField parent = field.items().orElse(field);
      field = parent.fields().get(path.get(i));
      if (field == null && parent.shape().open()) {
        return Optional.of(parent);
      }
      if (field == null) {
        String where = String.join(".", path.subList(0, i));
        unknown(
            "field \"" + path.get(i) + "\" in " + kind + (where.isEmpty() ? "" : "." + where),
            path.get(i),
            List.copyOf(parent.fields().keySet()));
        return Optional.empty();
      }
    }
    return Optional.of(field);
  }

  private void print(String kind, List<String> walked, SchemaField field) {
    console.out().println("KIND:     " + kind);
    if (!walked.isEmpty()) {
      console.out().println("FIELD:    " + String.join(".", walked) + " <" + type(field) + ">");
    }
    console.out().println();
    printText("", field.description());
    field
        .defaultValue()
        .filter(value -> !(value instanceof Map))
        .ifPresent(value -> console.out().println("\nDEFAULT:  " + value));
    if (!field.allowed().isEmpty()) {
      console.out().println();
      printText("", "VALUES:   " + String.join(", ", field.allowed()));
    }
    ExplainNeeds.of(walked).forEach(this::printNeeds);
    SchemaField object = field.items().orElse(field);
    if (!object.fields().isEmpty()) {
      console.out().println("\nFIELDS:");
      object.fields().values().forEach(child -> printChild(object, child));
    }
  }

  private void printNeeds(String value, List<String> sentences) {
    console.out().println("\nNEEDS, " + value + ":");
    sentences.forEach(sentence -> printText("  ", "- " + sentence));
  }

  private void printChild(SchemaField parent, SchemaField child) {
    String required = parent.shape().required().contains(child.name()) ? " -required-" : "";
    console.out().println("  " + child.name() + " <" + type(child) + ">" + required);
    printText("    ", child.description());
  }

  private void printText(String indent, String text) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() >= WIDTH && line.length() > indent.length()) {
        console.out().println(line.toString().stripTrailing());
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    console.out().println(line.toString().stripTrailing());
  }

  static String type(SchemaField field) {
    return field.items().isPresent() ? "[]" + type(field.items().get()) : field.type();
  }

  private int unknown(String what, String name, List<String> known) {
    console.say(
        "unknown " + what + (known.isEmpty() ? "" : "; there is " + String.join(", ", known)));
    DidYouMean.closest(name, known)
        .ifPresent(closest -> console.err().println("hint: " + DidYouMean.question(closest)));
    return ExitCode.USAGE;
  }
}
