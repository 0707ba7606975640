package dev.meshgen.spec;

import com.networknt.schema.path.NodePath;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;

/** The steps from a document down to a field: its keys, and the indices of lists. */
final class FieldSteps {
  private FieldSteps() {}

  /** Those to the place of an error. */
  static List<String> of(NodePath path) {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      steps.add(String.valueOf(path.getElement(i)));
    }
    return steps;
  }

  /** What is there. */
  static YamlNode find(YamlNode root, List<String> path) {
    YamlNode node = root;
    for (String step : path) {
      if (node instanceof YamlMap map) {
        node = map.get(step).orElseThrow();
      } else {
        node = ((YamlList) node).items().get(Integer.parseInt(step));
      }
    }
    return node;
  }

  /** The name of a field; an entry of a list has the name of the list. */
  static String name(List<String> path) {
    for (int i = path.size() - 1; i >= 0; i--) {
      if (!isIndex(path.get(i))) {
        return path.get(i);
      }
    }
    return "document";
  }

  private static boolean isIndex(String step) {
    return !step.isEmpty() && Character.isDigit(step.charAt(0));
  }

  /** A path in the usual notation: {@code spec.clusterOverrides[0].match}. */
  static String printed(List<String> path) {
    StringBuilder text = new StringBuilder();
    for (String step : path) {
      if (isIndex(step)) {
        text.append('[').append(step).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(step);
      }
    }
    return text.toString();
  }
}
