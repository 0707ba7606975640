package dev.meshgen.cli;

import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints what the schema says of a field, in the manner of {@code kubectl explain}. */
final class ExplainField {
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
      return unknown("kind \"" + path.get(0) + "\"", path.get(0), Schemas.KINDS);
    }
    SchemaField field = schemas.fields(kind.get());
    List<String> walked = new ArrayList<>();
    for (String step : path.subList(1, path.size())) {
      SchemaField parent = field.items().orElse(field);
      field = parent.fields().get(step);
      if (field == null) {
        String where = kind.get() + (walked.isEmpty() ? "" : "." + String.join(".", walked));
        return unknown(
            "field \"" + step + "\" in " + where, step, List.copyOf(parent.fields().keySet()));
      }
      walked.add(step);
    }
    print(kind.get(), walked, field);
    return ExitCode.OK;
  }

  private void print(String kind, List<String> walked, SchemaField field) {
    console.out().println("KIND:     " + kind);
    if (!walked.isEmpty()) {
      console.out().println("FIELD:    " + String.join(".", walked) + " <" + type(field) + ">");
    }
    console.out().println();
    printText("", field.description());
    field.defaultValue()
        .filter(value -> !(value instanceof Map))
        .ifPresent(value -> console.out().println("\nDEFAULT:  " + value));
    if (!field.allowed().isEmpty()) {
      console.out().println("\nVALUES:   " + String.join(", ", field.allowed()));
    }
    SchemaField object = field.items().orElse(field);
    if (!object.fields().isEmpty()) {
      console.out().println("\nFIELDS:");
      object.fields().values().forEach(child -> printChild(object, child));
    }
  }

  private void printChild(SchemaField parent, SchemaField child) {
    String required = parent.required().contains(child.name()) ? " -required-" : "";
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
    console.err().println("meshgen: unknown " + what + "; there is " + String.join(", ", known));
    DidYouMean.closest(name, known)
        .ifPresent(closest -> console.err().println("hint: did you mean \"" + closest + "\"?"));
    return ExitCode.USAGE;
  }
}
