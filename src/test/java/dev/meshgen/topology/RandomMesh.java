package dev.meshgen.topology;

import dev.meshgen.testing.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A mesh of some shape; the same seed gives the same. Not every one makes sense: what does not is
 * for the compiler to refuse.
 */
final class RandomMesh {
  private static final List<String> PLATFORMS =
      List.of("eks", "aks", "gke", "k3s", "openshift", "generic", "generic");
  private static final List<String> VERSIONS =
      List.of("1.29.8", "1.30.5", "1.30.5", "1.30.5", "1.31.1");

  private static final List<String> STATES = List.of("joining", "draining", "detached");
  private static final List<String> COLOURS =
      List.of("red: \"yes\"", "blue: \"yes\"", "red: \"yes\", blue: \"yes\"");
  private static final List<String> INSTALLATIONS =
      List.of(
          "install: sail",
          "install: sail, cni: true",
          "revision: stable, tags: {default: stable}",
          "cni: true");

  private final Random random;
  private final String name;
  private final int networks;
  private final boolean argo;
  private final boolean ambient;
  private final boolean groups;
  private final List<String> primaries = new ArrayList<>();
  private final Set<String> discoverable = new TreeSet<>();
  private final List<String> documents = new ArrayList<>();

  private RandomMesh(long seed) {
    random = new Random(seed);
    name = "mesh-" + seed;
    networks = 1 + random.nextInt(4);
    argo = random.nextBoolean();
    ambient = random.nextInt(6) == 0;
    groups = random.nextInt(4) == 0;
  }

  static Variant of(long seed) {
    return new RandomMesh(seed).variant();
  }

  private Variant variant() {
    documents.add(mesh());
    int clusters = 1 + random.nextInt(8);
    for (int i = 0; i < clusters; i++) {
      documents.add(cluster(i));
    }
    return new Variant(name, Map.of("mesh.yaml", String.join("---\n", documents)), discoverable);
  }

  private String mesh() {
    return """
    apiVersion: meshgen.dev/v1alpha1
    kind: Mesh
    metadata: {name: %s}
    spec:
      istio: {version: "%s", dataPlane: %s}
      secrets: {sops: {age: ["${clusters}"], root: {age: ["${root}"]}}}
      delivery: {%s}
      discovery: {%s}
    """
        .formatted(
            name,
            one(VERSIONS),
            ambient ? "ambient" : "sidecar",
            argo
                ? "argocd: {repoURL: \"https://git.example/platform.git\"}"
                : "flux: {sourceRef: {name: platform}}",
            groups
                ? "mode: groups, groups: [{name: red, match: {red: \"yes\"}},"
                    + " {name: blue, match: {blue: \"yes\"}}]"
                : "mode: full");
  }

  private String cluster(int index) {
    String cluster = "c" + index + "-" + random.nextInt(100);
    boolean remote = !ambient && !primaries.isEmpty() && random.nextInt(3) == 0;
    String state = random.nextInt(4) == 0 ? one(STATES) : "active";
    List<String> spec = new ArrayList<>();
    spec.add("platform: " + one(PLATFORMS));
    spec.add("network: net-" + random.nextInt(networks));
    spec.add("kubernetes: {apiServer: \"https://" + cluster + ".example:6443\"}");
    spec.add("podCIDRs: [10." + index + ".0.0/16]");
    spec.add("eastWest: {" + eastWest(index) + "}");
    spec.add("state: " + state);
    if (random.nextInt(6) == 0) {
      spec.add("istio: {" + (ambient ? "install: sail" : one(INSTALLATIONS)) + "}");
    }
    if (remote) {
      spec.add("controlPlane: {role: remote, primaries: [" + controllers() + "]}");
    } else {
      primaries.add(cluster);
    }
    if (random.nextInt(4) > 0 && !state.equals("draining") && !state.equals("detached")) {
      discoverable.add(cluster);
    }
    return """
    apiVersion: meshgen.dev/v1alpha1
    kind: Cluster
    metadata: {name: %s, labels: {%s}}
    spec: {%s}
    """
        .formatted(cluster, one(COLOURS), String.join(", ", spec));
  }

  private String eastWest(int index) {
    List<String> fields = new ArrayList<>();
    if (random.nextInt(5) > 0) {
      fields.add("address: 203.0.113." + (10 + index));
    }
    if (random.nextInt(8) == 0) {
      fields.add("enabled: " + random.nextBoolean());
    }
    if (!ambient && random.nextInt(8) == 0) {
      fields.add("api: gateway-api");
    }
    if (random.nextInt(6) == 0) {
      fields.add("exposure: internet, sourceRanges: [198.51.100.0/24]");
    }
    return String.join(", ", fields);
  }

  private String controllers() {
    List<String> several = new ArrayList<>();
    several.add(one(primaries));
    if (random.nextInt(4) == 0 && !several.contains(primaries.get(0))) {
      several.add(primaries.get(0));
    }
    return String.join(", ", several);
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
