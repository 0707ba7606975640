package dev.meshgen.istio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What raw values of a control plane are compared with.
 *
 * @param words names of facts to what they are; a fact that does not hold is empty or {@code false}
 * @param namespaces those of Istio and of gateways, in each cluster that this istiod reads
 */
public record MeshFacts(Map<String, String> words, List<LabelledNamespace> namespaces) {

  /** Of a mesh of which nothing is known: whatever may be owned is. */
  static final MeshFacts NONE = new MeshFacts(Map.of(), List.of());

  public MeshFacts {
    words = Map.copyOf(words);
    namespaces = List.copyOf(namespaces);
  }

  /** A namespace of which istiod reads what is in it, with the labels that it has for sure. */
  public record LabelledNamespace(String cluster, String name, Map<String, String> labels) {
    public LabelledNamespace {
      labels = Map.copyOf(labels);
    }
  }

  /** What a text of the classification means; empty if that is not known. */
  Optional<String> resolve(String text) {
    return text.startsWith("$")
        ? Optional.ofNullable(words.get(text.substring(1)))
        : Optional.of(text);
  }

  /** Those of some texts that are known, resolved. */
  List<String> resolve(List<String> texts) {
    List<String> resolved = new ArrayList<>();
    texts.forEach(text -> resolve(text).ifPresent(resolved::add));
    return resolved;
  }

  /** Whether a fact holds, or may. */
  boolean holds(String name) {
    String word = words.get(name);
    return name.isEmpty() || word == null || !word.isEmpty() && !word.equals("false");
  }
}
