package dev.meshgen.live;

/**
 * A spec, begun with what most scenarios have alike; what is said of the mesh comes before its
 * clusters.
 */
public record MeshSpec(String text) {
  /** Of every mesh. */
  public static final String TRUST_DOMAIN = "retail.example";

  private static final String ISTIO = "{version: 1.31.1}";
  private static final String DELIVERY = "{argocd: {repoURL: https://git.example/platform.git}}";
  private static final String ROOT = "\n      root: {age: [\"{root}\"]}";
  private static final String MESH =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: LiveMesh
      metadata: {name: retail}
      spec:
        trustDomain: %s
        istio: %s
        delivery: %s
        secrets:
          sops:
            age: ["{clusters}"]%s
      """
          .formatted(TRUST_DOMAIN, ISTIO, DELIVERY, ROOT);

  private static final String CLUSTER =
      """
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: %1$s%2$s}
      spec: {kubernetes: {apiServer: "{%1$s}"}%3$s}
      """;

  /** Of the newest version that is proven, delivered by Argo CD. */
  public static MeshSpec newest() {
    return new MeshSpec(MESH);
  }

  /** Primaries on networks of their own, as {@link Lab#start(String...)} starts them. */
  public static MeshSpec apart(String... names) {
    return newest().apartAs(names);
  }

  /** More of them. */
  public MeshSpec apartAs(String... names) {
    MeshSpec spec = this;
    for (String name : names) {
      spec = spec.cluster(name, "network: " + Lab.network(name));
    }
    return spec;
  }

  /** With these fields of {@code istio}, as a flow mapping without its braces. */
  public MeshSpec istio(String fields) {
    return with(ISTIO, "{" + fields + "}");
  }

  /** Delivered by Flux. */
  public MeshSpec flux() {
    return with(DELIVERY, "{flux: {sourceRef: {name: platform}}}");
  }

  /** Without recipients for the root. */
  public MeshSpec withoutRoot() {
    return with(ROOT, "");
  }

  /** With one more field of the mesh. */
  public MeshSpec with(String field) {
    return new MeshSpec(text + "  " + field + "\n");
  }

  /** With something else instead of a part that it has. */
  public MeshSpec with(String part, String instead) {
    if (!text.contains(part)) {
      throw new IllegalArgumentException("there is no " + part + " in\n" + text);
    }
    return new MeshSpec(text.replace(part, instead));
  }

  /** With a cluster, which is alone. */
  public MeshSpec cluster(String name) {
    return new MeshSpec(text + CLUSTER.formatted(name, "", ""));
  }

  /**
   * With a cluster.
   *
   * @param fields of its spec, as a flow mapping without its braces
   */
  public MeshSpec cluster(String name, String fields) {
    return new MeshSpec(text + CLUSTER.formatted(name, "", ", " + fields));
  }

  /** With a cluster in a ring. */
  public MeshSpec ring(String name, String ring, String fields) {
    String label = ", labels: {ring: " + ring + "}";
    return new MeshSpec(text + CLUSTER.formatted(name, label, ", " + fields));
  }

  /** A gateway with an address that is known before, as its remotes have to know it. */
  public static String gatewayAt(String address) {
    return "platform: generic, eastWest: {address: %s, loadBalancer: {provider: metallb}}"
        .formatted(address);
  }
}
