package dev.meshgen.provenance;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SettingsLayer;
import dev.meshgen.spec.Spec;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Everything in a spec that a tree may come from. */
final class Sources {
  /** Of more clusters, those other than the one at hand are tried all at once. */
  private static final int EACH = 12;

  private static final Set<String> LAYERS =
      Set.of("clusterDefaults", "clusterOverrides", "acknowledge");

  private final Schemas schemas;
  private final Spec spec;
  private final List<YamlNode> documents;
  private final List<Source> found = new ArrayList<>();
  private final Set<String> recipients = new TreeSet<>();

  Sources(Schemas schemas, Spec spec, List<YamlNode> documents) {
    this.schemas = schemas;
    this.spec = spec;
    this.documents = documents;
  }

  /** Those that may shape what belongs to a cluster, or to the mesh. */
  List<Source> of(Optional<String> cluster) {
    List<Source> others = new ArrayList<>();
    int clusters = 0;
    for (int i = 0; i < documents.size(); i++) {
      String title = SpecNode.title(documents.get(i));
      boolean own =
          title.equals("Mesh") || cluster.map(Sources::title).filter(title::equals).isPresent();
      Sources part = new Sources(schemas, spec, documents);
      part.written(new SpecNode(i, List.of()));
      if (own) {
        found.addAll(part.found);
        unwritten(i, title, cluster.isPresent() && title.equals("Mesh"));
      } else {
        clusters++;
        others.add(whole(i, title));
        others.addAll(part.found);
      }
    }
    found.addAll(clusters > EACH ? joined(others) : others);
    return List.copyOf(found);
  }

  /** Every recipient that the spec names. */
  Set<String> recipients() {
    all();
    return recipients;
  }

  private void all() {
    for (int i = 0; i < documents.size(); i++) {
      written(new SpecNode(i, List.of()));
    }
  }

  /** Those that are written on a line. */
  List<Source> at(String file, int line) {
    all();
    return found.stream().filter(source -> isOn(source, file, line)).toList();
  }

  /** A field is on the line of its key, and on the lines of the keys that it is below. */
  private boolean isOn(Source source, String file, int line) {
    SpecNode node = source.nodes().get(0);
    for (int depth = 1; depth <= node.steps().size(); depth++) {
      SpecNode above = new SpecNode(node.document(), node.steps().subList(0, depth));
      boolean key =
          above.at(documents).filter(at -> at.file().equals(file) && at.line() == line).isPresent();
      boolean value =
          depth == node.steps().size()
              && above.in(documents).filter(at -> at.span().line() == line).isPresent()
              && above.in(documents).filter(at -> at.span().file().equals(file)).isPresent();
      if (key || value) {
        return true;
      }
    }
    return false;
  }

  private static String title(String cluster) {
    return "Cluster \"" + cluster + "\"";
  }

  private Source whole(int document, String title) {
    SpecNode node = new SpecNode(document, List.of());
    return new Source(List.of(node), title, Optional.of(""), node.at(documents), Optional.empty());
  }

  /**
   * The same field of many documents as one source, which costs one compilation for each value
   * instead of one for each cluster. It changes what any of them would change: it is coarser, and
   * leaves out nothing but what they only do one by one.
   */
  private static List<Source> joined(List<Source> sources) {
    Map<String, List<Source>> alike = new LinkedHashMap<>();
    sources.forEach(
        source -> alike.computeIfAbsent(source.path(), path -> new ArrayList<>()).add(source));
    List<Source> joined = new ArrayList<>();
    for (List<Source> same : alike.values()) {
      Source first = same.get(0);
      joined.add(
          same.size() == 1
              ? first
              : new Source(
                  same.stream().flatMap(each -> each.nodes().stream()).toList(),
                  same.size() + " other clusters, such as " + first.document(),
                  first.value(),
                  first.at(),
                  first.field()));
    }
    return joined;
  }

  private void written(SpecNode node) {
    String kind = SpecNode.title(documents.get(node.document())).split(" ", 2)[0];
    for (String part : List.of("metadata", "spec")) {
      SpecNode below = node.then(part);
      below
          .in(documents)
          .ifPresent(value -> written(below, value, schemas.fields(kind).find(List.of(part))));
    }
  }

  private void written(SpecNode node, YamlNode value, Optional<SchemaField> field) {
    if (value instanceof YamlMap map && !map.entries().isEmpty()) {
      map.entries()
          .forEach((key, entry) -> written(node.then(key), entry.value(), below(field, key)));
    } else if (value instanceof YamlList list && !list.items().isEmpty()) {
      for (int i = 0; i < list.items().size(); i++) {
        String step = String.valueOf(i);
        written(node.then(step), list.items().get(i), below(field, step));
        if (field.filter(of -> !of.values().recipients().isEmpty()).isPresent()) {
          recipients.add(SpecText.of(list.items().get(i)));
        }
      }
    } else if (!node.steps().get(1).equals("acknowledge")) {
      found.add(
          new Source(
              List.of(node),
              SpecNode.title(documents.get(node.document())),
              Optional.of(SpecText.of(value)),
              node.at(documents),
              field));
    }
  }

  private static Optional<SchemaField> below(Optional<SchemaField> field, String step) {
    return field.flatMap(parent -> parent.find(List.of(step)));
  }

  /**
   * The fields that the schema knows and neither the document nor a layer of it sets.
   *
   * @param meshWide only those that no Cluster has as well
   */
  private void unwritten(int document, String title, boolean meshWide) {
    String kind = title.split(" ", 2)[0];
    SchemaField fields = schemas.fields(kind).fields().get("spec");
    Sources part = new Sources(schemas, spec, documents);
    part.unwritten(new SpecNode(document, List.of("spec")), title, fields);
    for (Source source : part.found) {
      if (!meshWide || schemas.fields("Cluster").find(source.nodes().get(0).steps()).isEmpty()) {
        found.add(source);
      }
    }
  }

  private void unwritten(SpecNode node, String title, SchemaField at) {
    for (SchemaField field : at.fields().values()) {
      SpecNode below = node.then(field.name());
      if (below.in(documents).filter(written -> !(written instanceof YamlMap)).isPresent()
          || below.steps().size() == 2 && LAYERS.contains(field.name())
          || isInLayer(below, title)) {
        continue;
      }
      if (!field.fields().isEmpty()) {
        if (!at.shape().chosen() || below.in(documents).isPresent()) {
          unwritten(below, title, field);
        }
      } else if (isTried(field)) {
        found.add(
            new Source(
                List.of(below),
                title,
                fallback(below, title, field),
                Optional.empty(),
                Optional.of(field)));
      }
    }
  }

  /** What a field is while it is not set; some are called as their document is. */
  private Optional<String> fallback(SpecNode node, String title, SchemaField field) {
    List<String> path = node.steps().subList(1, node.steps().size());
    Optional<YamlNode> builtIn =
        title.equals("Mesh")
            ? Optional.empty()
            : layers(title).stream().findFirst().flatMap(layer -> LayeredValue.at(layer, path));
    return builtIn.map(SpecText::of).or(() -> field.defaultValue().map(String::valueOf));
  }

  /** A field without a default and without a list of values has nothing to be tried with. */
  private static boolean isTried(SchemaField field) {
    return field.defaultValue().filter(value -> !(value instanceof Map)).isPresent()
        || !field.fallback().source().isEmpty()
        || field.type().equals("boolean")
        || !field.allowed().isEmpty();
  }

  /** Whether a layer below a Cluster's own sets a field. */
  private boolean isInLayer(SpecNode node, String title) {
    if (title.equals("Mesh")) {
      return false;
    }
    List<String> path = node.steps().subList(1, node.steps().size());
    return layers(title).stream()
        .skip(1)
        .anyMatch(
            layer ->
                LayeredValue.at(layer, path)
                    .filter(found -> !(found instanceof YamlMap))
                    .isPresent());
  }

  private List<SettingsLayer> layers(String title) {
    String cluster = title.substring(title.indexOf('"') + 1, title.length() - 1);
    return spec.layers().getOrDefault(cluster, List.of());
  }

  /** Where a place is written, of a value that may be a default. */
  static Optional<Span> written(YamlNode node) {
    return Optional.of(node.span()).filter(Span::hasLine);
  }
}
