package dev.meshgen.live.scenario;

/** Parts of specs that most scenarios have alike. */
final class Specs {
  static final String TRUST_DOMAIN = "retail.example";

  /** What runs, for a mesh that has nothing else to say of Istio. */
  static final String VERSION = "version: 1.31.1";

  private static final String MESH =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        trustDomain: %s
        istio: {%s}
        secrets:
          sops:
            age: ["{clusters}"]
            root: {age: ["{root}"]}
        delivery: {argocd: {repoURL: https://git.example/platform.git}}
      """;

  private static final String CLUSTER =
      """
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: %s}
      spec: {kubernetes: {apiServer: "{%1$s}"}, %s}
      """;

  private Specs() {}

  /** A mesh and its clusters. */
  static String of(String istio, String... clusters) {
    return MESH.formatted(TRUST_DOMAIN, istio) + String.join("", clusters);
  }

  /**
   * A cluster.
   *
   * @param fields of its spec, as a flow mapping without its braces
   */
  static String cluster(String name, String fields) {
    return CLUSTER.formatted(name, fields);
  }

  /** A gateway with an address that is known before, as its remotes have to. */
  static String gatewayAt(String address) {
    return "platform: generic, eastWest: {address: %s, loadBalancer: {provider: metallb}}"
        .formatted(address);
  }
}
