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
import java.util.regex.Pattern;

/** The words in which clusters say the same, as far as two trees tell their names and networks. */
final class SharedWords {
  /** What is random or derived, and differs from cluster to cluster though the change is one. */
  private static final Pattern OPAQUE =
      Pattern.compile("\\b[0-9a-f]{24,}\\b|ENC\\[[^\\]]*\\]|\\b[A-Za-z0-9+/]{40,}={0,2}\\b");

  private static final String SAME = "…";

  private final SortedSet<String> clusters;
  private final Map<String, ClusterWords> words = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> networks = new HashMap<>();

  /**
   * For two trees.
   *
   * @param clusters of both
   * @param before objects of the tree as it was, the locks of clusters that change among them
   */
  SharedWords(SortedSet<String> clusters, List<TreeObject> before, List<TreeObject> after) {
    this.clusters = clusters;
    before.forEach(this::learn);
    after.forEach(this::learn);
  }

  private void learn(TreeObject object) {
    if (object.id().kind().equals(TreeObjects.CLUSTER) && object.id().cluster().isPresent()) {
      at(object.content(), "runs", "network")
          .ifPresent(
              network ->
                  networks
                      .computeIfAbsent(object.id().cluster().get(), name -> new TreeSet<>())
                      .add(NodeText.unquoted(network)));
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

  /** Puts placeholders in the place of what names the cluster of an object. */
  UnaryOperator<String> of(ObjectId id) {
    return id.cluster().isEmpty()
        ? UnaryOperator.identity()
        : words.computeIfAbsent(
            id.cluster().get(),
            name -> new ClusterWords(name, networks.getOrDefault(name, Set.of()), clusters));
  }

  /** The text without what is random. */
  static String masked(String text) {
    return OPAQUE.matcher(text).replaceAll(SAME);
  }
}
