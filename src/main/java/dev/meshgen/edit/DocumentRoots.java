package dev.meshgen.edit;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** The documents of a file, and what lies at a path in one of them. */
record DocumentRoots(List<YamlNode> all) {
  DocumentRoots {
    all = List.copyOf(all);
  }

  Optional<YamlNode> find(int document, List<String> path) {
    YamlNode node = all.get(document);
    for (String step : path) {
      if (node instanceof YamlMap map && map.get(step).isPresent()) {
        node = map.get(step).get();
      } else if (node instanceof YamlList list && isIndex(step, list)) {
        node = list.items().get(Integer.parseInt(step));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(node);
  }

  /** What holds the node at a path that is there. */
  YamlNode parent(int document, List<String> path) {
    return find(document, path.subList(0, path.size() - 1)).orElseThrow();
  }

  /** The position of the key that a path ends with. */
  Span keySpan(int document, List<String> path) {
    YamlMap parent = (YamlMap) parent(document, path);
    return parent.entries().get(path.get(path.size() - 1)).keySpan();
  }

  private static boolean isIndex(String step, YamlList list) {
    for (int i = 0; i < list.items().size(); i++) {
      if (step.equals(String.valueOf(i))) {
        return true;
      }
    }
    return false;
  }
}
