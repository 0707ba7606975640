package dev.meshgen.random;

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
          "canary: {version: 1.31.1, revision: next}",
          "canary: {version: 1.31.1, revision: next}, tags: {prod: default, test: next}",
          "cni: true");

  private final Random random;
  private final String name;
  private final int networks;
  private final boolean argo;
  private final boolean ambient;
  private final boolean groups;
  private final boolean external;
  private final String platform;
  private final List<String> names = new ArrayList<>();
  private final List<String> primaries = new ArrayList<>();
  private final Set<String> discoverable = new TreeSet<>();
  private final List<String> documents = new ArrayList<>();

  private RandomMesh(long seed) {
    random = new Random(seed);
    name = "mesh-" + seed;
    networks = 1 + random.nextInt(4);
    argo = random.nextBoolean();
    ambient = random.nextInt(6) == 0;
    external = !ambient && random.nextInt(5) == 0;
    groups = random.nextInt(4) == 0;
    platform = one(PLATFORMS);
  }

  static Variant of(long seed) {
    return new RandomMesh(seed).variant();
  }

  private Variant variant() {
    documents.add(mesh());
    int clusters = (external ? 2 : 1) + random.nextInt(8);
    for (int i = 0; i < clusters; i++) {
      names.add("c" + i + "-" + random.nextInt(100));
    }
    for (int i = 0; i < clusters; i++) {
      documents.add(external && i == 0 ? host() : cluster(i));
    }
    return new Variant(name, Map.of("mesh.yaml", String.join("---\n", documents)), discoverable);
  }

  private String mesh() {
    return """
    apiVersion: meshgen.dev/v1alpha1
    kind: Mesh
    metadata: {name: %s}
    spec:
      istio: {version: "%s", dataPlane: %s, namespace: %s}
      secrets: {sops: {age: ["${clusters}"], root: {age: ["${root}"]}}}
      delivery: {%s}
      discovery: {%s}
      security: {networkPolicy: %s}
    """
        .formatted(
            name,
            one(VERSIONS),
            ambient ? "ambient" : "sidecar",
            external ? "external-istiod" : "istio-system",
            argo
                ? "argocd: {repoURL: \"https://git.example/platform.git\"}"
                : "flux: {sourceRef: {name: platform}}",
            groups
                ? "mode: groups, groups: [{name: red, match: {red: \"yes\"}},"
                    + " {name: blue, match: {blue: \"yes\"}}]"
                : "mode: full",
            random.nextInt(4) == 0);
  }

  /** An istiod outside of the mesh, which one of the others configures, or tries to. */
  private String host() {
    primaries.add(names.get(0));
    String config = names.get(random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(names.size() - 1));
    return """
    apiVersion: meshgen.dev/v1alpha1
    kind: Cluster
    metadata: {name: %s, labels: {red: "yes", blue: "yes"}}
    spec:
      platform: %s
      controlPlane: {role: external, configCluster: %s, host: istiod.example, credentialName: tls}
      eastWest: {sourceRanges: [198.51.100.0/24]}
    """
        .formatted(names.get(0), platform, config);
  }

  private String cluster(int index) {
    String cluster = names.get(index);
    boolean remote = !ambient && !primaries.isEmpty() && (external || random.nextInt(3) == 0);
    String state = random.nextInt(external ? 12 : 4) == 0 ? one(STATES) : "active";
    List<String> spec = new ArrayList<>();
    // One istiod for all injects for nodes like its own.
    spec.add("platform: " + (external && random.nextInt(12) > 0 ? platform : one(PLATFORMS)));
    spec.add("network: net-" + random.nextInt(networks));
    spec.add("kubernetes: {apiServer: \"https://" + cluster + ".example:6443\"}");
    spec.add("podCIDRs: [10." + index + ".0.0/16]");
    spec.add("eastWest: {" + eastWest(index) + "}");
    spec.add("state: " + state);
    if (random.nextInt(external ? 12 : 6) == 0) {
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
    if (!ambient && random.nextInt(external ? 24 : 8) == 0) {
      fields.add("api: gateway-api");
    }
    if (random.nextInt(6) == 0) {
      fields.add("ports: {tls: 31400}");
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
