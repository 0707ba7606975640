package dev.meshgen.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Specs of any number of clusters; the same number gives the same text.
 *
 * <p>Each cluster is what people write, not the least they can: a platform, a region, labels, its
 * own network, an API server, a pod CIDR, and Helm values in every tenth.
 */
public final class SpecGenerator {
  private static final List<String> PLATFORMS = List.of("eks", "aks", "gke", "k3s", "generic");
  private static final List<String> RINGS = List.of("canary", "early", "late", "last");

  // Two readers for each cluster, one for the root, as in the examples; no one has their
  // identities.
  static final String READER = "age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65";

  private static final String MESH =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata:
        name: retail
      spec:
        trustDomain: retail.example
        istio:
          version: 1.30.5
        secrets:
          sops:
            age:
              - age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65
              - age1p8a424x9rsc9wkp996keqrny5gzf0r2er6u6k2xdt0r07ugatyjs0rjkxf
            root:
              age:
                - age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt
        delivery:
          argocd:
            repoURL: https://git.example/platform.git
      """;

  private static final String VALUES =
      """
        values:
          istiod:
            resources:
              requests:
                cpu: 500m
                memory: 2Gi
      """;

  /**
   * Every tenth cluster leads the two that follow it; who shares a hundred discovers each other.
   */
  private static final int BLOCK = 10;

  private static final int GROUP = 100;

  private SpecGenerator() {}

  /** Writes a spec: {@code SpecGenerator 1000 mesh.yaml}. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[1]), spec(Integer.parseInt(arguments[0])));
  }

  /**
   * The same whose keys are in Vault.
   *
   * @param address of the server
   * @param root who opens the key of the root
   */
  static String stored(int clusters, String address, String mount, String root) {
    String text = spec(clusters);
    int start = text.indexOf("    sops:\n");
    int end = text.indexOf("  delivery:\n");
    return text.substring(0, start)
        + "    sops: {root: {age: ["
        + root
        + "]}}\n"
        + "    vault: {address: \""
        + address
        + "\", mount: "
        + mount
        + ", externalSecrets: {secretStoreRef: {name: mesh-vault}}}\n"
        + text.substring(end);
  }

  /** One Mesh and this many Clusters, in one file. */
  public static String spec(int clusters) {
    StringBuilder out = new StringBuilder(MESH);
    for (int i = 0; i < clusters; i++) {
      cluster(out, i);
    }
    return out.toString();
  }

  /**
   * The same number of clusters, of all models that go together: primaries and remotes, gateways of
   * charts and of the Gateway API, the Sail Operator, clusters on their way in and out, a second
   * control plane in some, and discovery in groups.
   */
  public static String mixed(int clusters) {
    StringBuilder out = new StringBuilder(MESH);
    out.append("  discovery:\n    mode: groups\n    groups:\n");
    for (int group = 0; group * GROUP < clusters; group++) {
      out.append("      - name: group-").append(group);
      out.append("\n        match:\n          group: g").append(group).append('\n');
    }
    for (int i = 0; i < clusters; i++) {
      out.append("---\napiVersion: meshgen.dev/v1alpha1\nkind: Cluster\nmetadata:\n  name: c-")
          .append(i);
      out.append("\n  labels:\n    group: g").append(i / GROUP);
      out.append("\nspec:\n  network: net-").append(i).append('\n').append(model(i));
      out.append("  kubernetes:\n    version: \"1.34\"\n    apiServer: https://c-").append(i);
      out.append(".example:6443\n");
    }
    return out.toString();
  }

  /** The same whose certificates are imported. */
  static String imported(int clusters) {
    return spec(clusters).replaceFirst("  delivery:\n", "  trust: {authority: {files: {}}}\n$0");
  }

  /** What a cluster is called. */
  static String name(int index) {
    return PLATFORMS.get(index % PLATFORMS.size()) + "-" + index;
  }

  private static String model(int index) {
    return switch (index % BLOCK) {
      case 0 -> "  eastWest:\n    address: 198.18." + index / 256 + "." + index % 256 + "\n";
      case 1, 2 ->
          "  controlPlane:\n    role: remote\n    primaries:\n      - c-"
              + index / BLOCK * BLOCK
              + "\n";
      case 3 -> "  eastWest:\n    api: gateway-api\n";
      case 4 -> "  istio:\n    install: sail\n";
      case 5 -> "  state: joining\n";
      case 6 -> "  state: draining\n";
      case 7 ->
          """
            istio:
              revision: 1-30-5
              canary:
                version: 1.31.1
                revision: 1-31-1
              tags:
                default: 1-30-5
          """;
      default -> "  platform: " + PLATFORMS.get(index % PLATFORMS.size()) + "\n";
    };
  }

  private static void cluster(StringBuilder out, int index) {
    String platform = PLATFORMS.get(index % PLATFORMS.size());
    String name = name(index);
    out.append("---\napiVersion: meshgen.dev/v1alpha1\nkind: Cluster\nmetadata:\n  name: ")
        .append(name);
    out.append("\n  labels:\n    ring: ").append(RINGS.get(index % RINGS.size()));
    out.append("\nspec:\n  platform: ").append(platform);
    out.append("\n  region: region-").append(index % 20);
    out.append("\n  network: net-").append(name);
    out.append("\n  kubernetes:\n    version: \"1.34\"\n    apiServer: https://").append(name);
    out.append(".example:6443\n  podCIDRs:\n    - 10.").append(index % 256).append(".0.0/16\n");
    if (index % 10 == 9) {
      out.append(VALUES);
    }
  }
}
