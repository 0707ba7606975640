package dev.meshgen.provenance;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.spec.SchemaField;
import java.util.List;
import java.util.Optional;

/**
 * What a line of a tree may come from: a value of the spec, or a default that the spec leaves as it
 * is.
 *
 * @param nodes the place, or the same place in many documents
 * @param document {@code Cluster "east"}
 * @param value as written, or the default; empty for a field without either
 * @param at where it is written; empty if it is not
 * @param field what the schema says of it; empty below raw values
 */
public record Source(
    List<SpecNode> nodes,
    String document,
    Optional<String> value,
    Optional<Span> at,
    Optional<SchemaField> field) {
  public Source {
    nodes = List.copyOf(nodes);
  }

  /** {@code spec.network}; empty for a whole document. */
  public String path() {
    return nodes.get(0).field();
  }

  /** Whether a file says so, and not a default. */
  public boolean isWritten() {
    return at.isPresent();
  }

  /** What people know its effect by, where the line does not have its value. */
  public Optional<String> fact() {
    String path = path();
    if (path.endsWith("platform")) {
      return Optional.of("a fact of the platform");
    }
    if (path.endsWith("kubernetes.version")) {
      return Optional.of("a fact of that Kubernetes version");
    }
    return path.endsWith("istio.version") || path.endsWith("istio.canary.version")
        ? Optional.of("a fact of that Istio version")
        : Optional.empty();
  }

  /** Whether it is the name of a cluster, which its files are called after. */
  boolean names(String cluster) {
    return path().equals("metadata.name") && document.equals("Cluster \"" + cluster + "\"");
  }
}
