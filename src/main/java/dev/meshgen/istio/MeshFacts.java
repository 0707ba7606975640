package dev.meshgen.istio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What raw values of a control plane are compared with.
 *
 * @param words names of facts to what they are; a fact that does not hold is empty or {@code false}
 * @param namespaces the labels of Istio's namespace in each cluster that this istiod reads
 */
public record MeshFacts(
    Map<String, String> words, SortedMap<String, Map<String, String>> namespaces) {

  /** Of a mesh of which nothing is known: whatever may be owned is. */
  static final MeshFacts NONE = new MeshFacts(Map.of(), new TreeMap<>());

  public MeshFacts {
    words = Map.copyOf(words);
    namespaces = Collections.unmodifiableSortedMap(new TreeMap<>(namespaces));
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
