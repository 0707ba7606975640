package dev.meshgen.diff;

import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The words in which clusters say the same, as far as two trees tell their names and networks. */
final class SharedWords {
  private final SortedSet<String> clusters;
  private final Map<String, ClusterWords> words = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> networks = new HashMap<>();

  /**
   * For two trees.
   *
   * @param clusters of both
   * @param told by the locks of clusters that change, before and after
   */
  SharedWords(SortedSet<String> clusters, List<Network> told) {
    this.clusters = clusters;
    told.forEach(
        each -> networks.computeIfAbsent(each.cluster(), name -> new TreeSet<>()).add(each.name()));
  }

  /** The network of a cluster. */
  record Network(String cluster, String name) {

    /** As a lock has it; empty for any other object. */
    static Optional<Network> of(TreeObject object) {
      return object.id().is(TreeObjects.CLUSTER) && object.id().cluster().isPresent()
          ? at(object.content(), "runs", "network")
              .map(NodeText::unquoted)
              .filter(name -> !name.isEmpty())
              .map(name -> new Network(object.id().cluster().get(), name))
          : Optional.empty();
    }
  }

  private static Optional<YamlNode> at(YamlNode node, String... keys) {
    Optional<YamlNode> found = Optional.of(node);
    for (String key : keys) {
      found =
          found.flatMap(parent -> parent instanceof YamlMap map ? map.get(key) : Optional.empty());
    }
    return found;
  }

  /** Replaces what names the cluster of an object with placeholders. */
  UnaryOperator<String> of(ObjectId id) {
    return id.cluster().isEmpty()
        ? UnaryOperator.identity()
        : words.computeIfAbsent(
            id.cluster().get(),
            name -> new ClusterWords(name, networks.getOrDefault(name, Set.of()), clusters));
  }
}
