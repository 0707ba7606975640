package dev.meshgen.docs;

import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import java.util.List;
import java.util.Map;

/** Every field of the spec, as the schemas describe it. */
final class SpecReference {
  private final StringBuilder out = new StringBuilder();
  private final SchemaField clusterSpec;
  private final Schemas schemas = new Schemas();

  private SpecReference() {
    clusterSpec = schemas.fields("Cluster").fields().get("spec");
  }

  static String write() {
    SpecReference reference = new SpecReference();
    Schemas.KINDS.forEach(reference::kind);
    return reference.out.toString();
  }

  private void kind(String kind) {
    SchemaField root = schemas.fields(kind);
    out.append("## ").append(kind).append("\n\n");
    out.append(root.description()).append("\n\n");
    out.append("| Field | Type | Default | |\n|---|---|---|---|\n");
    root.fields().values().forEach(field -> row(root, "", field, false));
    out.append('\n');
  }

  /** A Mesh holds the fields of a cluster twice more, and once is enough to read. */
  private void row(SchemaField parent, String above, SchemaField field, boolean nested) {
    String path = above + field.name();
    boolean known = nested && field.fields().equals(clusterSpec.fields());
    out.append("| `").append(path).append("` | ").append(type(field)).append(" | ");
    out.append(presence(parent, field)).append(" | ").append(text(field));
    out.append(known ? " Fields as in `Cluster.spec`." : "").append(" |\n");
    if (!known) {
      SchemaField object = field.items().orElse(field);
      String step = field.items().isPresent() ? "[]." : ".";
      object.fields().values().forEach(child -> row(object, path + step, child, true));
    }
  }

  private static String type(SchemaField field) {
    if (field.items().isPresent()) {
      SchemaField item = field.items().get();
      return "list of " + (item.type().equals("object") ? "objects" : item.type() + "s");
    }
    return field.shape().open() && field.fields().isEmpty() ? "map" : field.type();
  }

  private static String presence(SchemaField parent, SchemaField field) {
    if (parent.shape().required().contains(field.name())) {
      return "*required*";
    }
    return field
        .defaultValue()
        .filter(value -> !(value instanceof Map) && !value.equals(List.of()))
        .map(value -> "`" + value + "`")
        .orElse("");
  }

  private static String text(SchemaField field) {
    StringBuilder text = new StringBuilder(field.description().replace("|", "\\|"));
    if (field.allowed().size() > 1) {
      text.append(" One of `").append(String.join("`, `", field.allowed())).append("`.");
    } else if (field.allowed().size() == 1
        && !field.description().contains(field.allowed().get(0))) {
      text.append(" Always `").append(field.allowed().get(0)).append("`.");
    }
    return text.toString();
  }
}
