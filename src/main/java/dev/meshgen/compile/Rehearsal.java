package dev.meshgen.compile;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.PlanMesh;
import dev.meshgen.render.RenderTree;
import dev.meshgen.render.SecretFacts;
import dev.meshgen.rules.Context;
import dev.meshgen.rules.Rules;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.Spec;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.SecretScan;
import dev.meshgen.tree.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compiles a mesh of its own without issuing anything, on a thread that runs ahead of the real one:
 * most of what a small mesh costs is paid by whoever is first to load a class, read a schema or
 * compile a template.
 */
final class Rehearsal {
  private static final String SPEC =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata:
        name: rehearsal
      spec:
        trustDomain: rehearsal.example
        istio:
          version: %s
        secrets:
          sops:
            age:
              - age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65
            root:
              age:
                - age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt
        delivery:
          argocd:
            repoURL: https://git.example/rehearsal.git
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata:
        name: one
      spec:
        platform: eks
        kubernetes:
          apiServer: https://one.example
        podCIDRs:
          - 10.0.0.0/16
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata:
        name: two
      spec:
        platform: generic
      """;

  private final IstioCatalog catalog;
  private final Instant now;

  Rehearsal(IstioCatalog catalog, Instant now) {
    this.catalog = catalog;
    this.now = now;
  }

  /**
   * Goes as far as the real run will. What it finds wrong is nobody's concern.
   *
   * @param tree whether a tree is wanted, and not only what is wrong with the spec
   */
  void run(boolean tree) {
    Schemas schemas = new Schemas();
    Report report = new Report();
    byte[] text = SPEC.replace("%s", newestIstio()).getBytes(StandardCharsets.UTF_8);
    Spec spec = new ReadSpec(schemas).read(List.of(new SpecSource("", text)), report).orElseThrow();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Rules.check(spec.mesh(), new Context(catalog, today), report);
    if (tree) {
      MeshPlan plan = new PlanMesh(catalog).plan(spec.mesh());
      OutputTree.Builder rendered = new RenderTree().render(plan, facts());
      SecretScan.scan(rendered.build());
    }
  }

  private String newestIstio() {
    return catalog.find(catalog.minors().last()).orElseThrow().line() + ".0";
  }

  private SecretFacts facts() {
    SecretFacts.Certificate root =
        new SecretFacts.Certificate(Sha256.hex(new byte[0]), now, now);
    return new SecretFacts(root, new TreeMap<>(), Set.of());
  }
}
