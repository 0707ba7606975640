package dev.meshgen.cli;

import dev.meshgen.platform.Platforms;
import dev.meshgen.platform.Prerequisites;
import dev.meshgen.platform.Providers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the values of a field need that no tree can install. */
final class ExplainNeeds {
  private ExplainNeeds() {}

  /** By value; empty for most fields. */
  static Map<String, List<String>> of(List<String> path) {
    Map<String, List<String>> needs = new LinkedHashMap<>();
    if (endsWith(path, "platform")) {
      Platforms.all().forEach(each -> needs.put(each.name().id(), Prerequisites.of(each).all()));
    } else if (endsWith(path, "eastWest", "loadBalancer", "provider")) {
      Providers.all().forEach(each -> needs.put(each.id(), each.loadBalancers().needs()));
    }
    needs.values().removeIf(List::isEmpty);
    return needs;
  }

  private static boolean endsWith(List<String> path, String... end) {
    return path.size() >= end.length
        && path.subList(path.size() - end.length, path.size()).equals(List.of(end));
  }
}
