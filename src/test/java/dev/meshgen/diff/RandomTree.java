package dev.meshgen.diff;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rendered trees of a dozen clusters that are alike, and what somebody changes in some of them. */
final class RandomTree {
  private static final int CLUSTERS = 12;
  private static final Path TREE = Path.of("golden/multi-primary-multi-network");
  private static final String MODEL = "eks-us-east";

  /** Of a cluster: a file, a text in it, and what may replace it. */
  private static final String[][] EDITS = {
    {"clusters/%s/config/peer-authentication.yaml", "STRICT", "PERMISSIVE", "DISABLE"},
    {"clusters/%s/values/istiod.yaml", "autoscaleMin: 2", "autoscaleMin: 3", "autoscaleMin: 4"},
    {"clusters/%s/values/eastwestgateway.yaml", "15443", "15444"},
    {"clusters/%s/namespaces/namespace.yaml", "  labels:\n", "  labels:\n    ring: \"%s\"\n"},
    {"clusters/%s/meshgen.lock", "state: \"active\"", "state: \"draining\""},
    {"argocd/clusters/%s/istiod.yaml", "\"1.30.5\"", "\"1.31.1\"", "\"1.30.6\""},
    {"argocd/clusters/%s/config.yaml", "main", "release"},
    {"argocd/clusters/%s/trust.yaml", "main", "release"},
    {"argocd/clusters/%s/istiod.yaml", " main", " release"},
  };

  private RandomTree() {}

  /** One tree, the same each time. */
  static SortedMap<String, byte[]> alike() throws IOException {
    SortedMap<String, byte[]> tree = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : MeshDiffTest.files(TREE).entrySet()) {
      if (file.getKey().contains(MODEL)) {
        for (int i = 0; i < CLUSTERS; i++) {
          String text = new String(file.getValue(), StandardCharsets.UTF_8);
          tree.put(
              file.getKey().replace(MODEL, name(i)),
              bytes(text.replace(MODEL, name(i)).replace("aws-use1", "net-" + i)));
        }
      }
    }
    return tree;
  }

  /** The same tree, with each of some changes made in some clusters. */
  static SortedMap<String, byte[]> changed(SortedMap<String, byte[]> tree, Random random) {
    SortedMap<String, byte[]> changed = new TreeMap<>(tree);
    for (int i = 0; i < CLUSTERS; i++) {
      String cluster = name(i);
      for (String[] edit : EDITS) {
        if (random.nextInt(4) == 0) {
          String now = edit[2 + random.nextInt(edit.length - 2)].formatted(cluster);
          String path = edit[0].formatted(cluster);
          String text = new String(changed.get(path), StandardCharsets.UTF_8);
          if (!text.contains(edit[1])) {
            throw new IllegalStateException(path + " has no " + edit[1]);
          }
          changed.put(path, bytes(text.replace(edit[1], now)));
        }
      }
      switch (random.nextInt(8)) {
        case 0 -> changed.remove("clusters/" + cluster + "/config/peer-authentication.yaml");
        case 1 -> changed.put("clusters/" + cluster + "/config/more.yaml", more(cluster));
        case 2 -> changed.keySet().removeIf(path -> path.contains(cluster));
        default -> {}
      }
    }
    return changed;
  }

  private static byte[] more(String cluster) {
    return bytes(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: of-%1$s}\ndata: {cluster: %1$s}\n"
            .formatted(cluster));
  }

  private static String name(int number) {
    return "c-%02d".formatted(number);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
