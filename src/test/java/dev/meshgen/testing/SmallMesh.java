package dev.meshgen.testing;

/** The smallest mesh that has something to deliver, for tests of what runs meshgen. */
public final class SmallMesh {
  /** One cluster, {@code eks-1}, in one document after the Mesh. */
  public static final String SPEC =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        istio: {version: 1.30.5}
        secrets:
          sops:
            age: [age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65]
            root: {age: [age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt]}
        delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: eks-1}
      spec: {platform: eks, network: one}
      """;

  /** How the Mesh is delivered. */
  public static final String DELIVERY =
      "delivery: {argocd: {repoURL: \"https://git.example/platform.git\"}}";

  /** The same with a second cluster, {@code gke-1}, in another network. */
  public static final String OF_TWO =
      SPEC
          + """
          ---
          apiVersion: meshgen.dev/v1alpha1
          kind: Cluster
          metadata: {name: gke-1}
          spec: {platform: gke, network: two}
          """;

  private SmallMesh() {}
}
