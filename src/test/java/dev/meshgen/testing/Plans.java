package dev.meshgen.testing;

import dev.meshgen.authority.Authorities;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.PlanMesh;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.Spec;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Plans of small specs. */
public final class Plans {
  /** A recipient whose identity never existed, as the two that follow. */
  public static final String A = "age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65";

  public static final String B = "age1p8a424x9rsc9wkp996keqrny5gzf0r2er6u6k2xdt0r07ugatyjs0rjkxf";
  public static final String C = "age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt";

  /** A Mesh, delivered by Argo CD. */
  public static final String MESH =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        trustDomain: retail.example
        istio: {version: "1.30.5"}
        secrets: {sops: {age: [%s, %s], root: {age: [%s]}}}
        delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
      """
          .formatted(A, B, C);

  /** The same, whose gateways are known to be internal. */
  public static final String PRIVATE_MESH =
      MESH + "  clusterDefaults: {eastWest: {loadBalancer: {class: example.com/private}}}\n";

  private Plans() {}

  /** A Cluster document; {@code spec} is what is in its braces. */
  public static String cluster(String name, String spec) {
    return """
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: %s}
        spec: {%s}
        """
        .formatted(name, spec);
  }

  /** The plan of a spec that reads without a word; no rule is asked. */
  public static MeshPlan plan(String... documents) {
    Report report = new Report();
    byte[] text = String.join("", documents).getBytes(StandardCharsets.UTF_8);
    Optional<Spec> spec =
        new ReadSpec(new Schemas()).read(List.of(new SpecSource("mesh.yaml", text)), report);
    if (!report.diagnostics().isEmpty()) {
      throw new AssertionError(report.diagnostics());
    }
    Mesh mesh = spec.orElseThrow().mesh();
    return new PlanMesh(IstioCatalog.builtIn())
        .plan(Topology.of(mesh), Engines.of(mesh), Authorities.of(mesh));
  }
}
