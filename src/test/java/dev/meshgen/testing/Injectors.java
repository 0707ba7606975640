package dev.meshgen.testing;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What injects the workloads of a cluster, read off its part of a tree: the injector of each istiod
 * chart, named as the chart names it, and the tags that the tree has.
 */
public final class Injectors {
  private final SortedMap<String, String> istiods = new TreeMap<>();

  private Injectors() {}

  /** Those of a cluster that the charts install Istio in. */
  public static Injectors of(SortedMap<String, String> tree, String cluster) {
    Injectors injectors = new Injectors();
    String values = "clusters/" + cluster + "/values/istiod";
    String tags = "clusters/" + cluster + "/config/revision-tag-";
    for (Map.Entry<String, String> file : tree.entrySet()) {
      String path = file.getKey();
      if (path.startsWith(values) && !path.endsWith(".overrides.yaml")) {
        String suffix = path.substring(values.length()).replace(".yaml", "");
        injectors.istiods.put("istio-sidecar-injector" + suffix, "istiod" + suffix);
      } else if (path.startsWith(tags)) {
        Manifest tag = new Manifest(path, ConsumerYaml.readOne(file.getValue()));
        injectors.istiods.put(
            "tag " + tag.text("/metadata/labels/istio.io~1tag"),
            tag.text("/webhooks/0/clientConfig/service/name"));
      }
    }
    return injectors;
  }

  /**
   * Whether something injects {@code istio-injection: enabled} all the time while a change to
   * others is applied: it is there before and after, and the istiod that it asks at first does not
   * go. Engines apply tags after the istiods, and remove what goes at any time.
   */
  public boolean hasNoGap(Injectors after) {
    TreeSet<String> serving = new TreeSet<>(istiods.keySet());
    serving.retainAll(after.istiods.keySet());
    serving.removeIf(name -> !name.equals("istio-sidecar-injector") && !name.equals("tag default"));
    return serving.stream().anyMatch(name -> after.istiods.containsValue(istiods.get(name)));
  }

  @Override
  public String toString() {
    return istiods.toString();
  }
}
