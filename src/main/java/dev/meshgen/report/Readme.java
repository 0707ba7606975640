package dev.meshgen.report;

import dev.meshgen.delivery.EngineReadme;
import dev.meshgen.delivery.Engines;
import dev.meshgen.delivery.FileView;
import dev.meshgen.delivery.IdentitiesView;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.VerbatimText;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;

/** The generated README: the mesh as people need to know it. */
public final class Readme {
  private final MeshPlan plan;
  private final SecretFacts facts;

  public Readme(MeshPlan plan, SecretFacts facts) {
    this.plan = plan;
    this.facts = facts;
  }

  /** A template's view: the whole page. */
  record View(
      Overview overview,
      Optional<DiscoveryReadme.View> discovery,
      Credentials credentials,
      Optional<HostReadme.View> hosted,
      List<LifecycleRows.Row> moving,
      TrustReadme.View trust,
      List<Firewall.Row> firewall,
      Needs needs,
      Optional<VerifyReadme.View> verify) {}

  /** What clusters are read with: where it is missing, and what it gives access to. */
  record Credentials(
      Optional<MissingCredentials.View> missing,
      Optional<HandoverReadme.View> handover,
      Optional<IssuedReadme.View> issued,
      Optional<ReadersReadme.View> readers) {}

  /** The mesh at a glance. */
  record Overview(
      String name,
      String summary,
      String trustDomain,
      String namespace,
      List<VerbatimText> graph,
      List<ClusterRows.Row> clusters) {}

  /** What has to be there before the tree can be applied. */
  record Needs(
      List<PrerequisiteRows.Row> prepared,
      Optional<AmbientReadme.View> ambient,
      Optional<RegistrySecrets.View> registries,
      Optional<SailReadme.View> sail,
      Optional<GatewayApiReadme.View> gatewayApi,
      List<VerbatimText> engines) {}

  public FileView file() {
    return new FileView(Layout.README, "mesh/README.md", view());
  }

  private View view() {
    return new View(
        overview(),
        DiscoveryReadme.of(plan),
        new Credentials(
            MissingCredentials.of(plan, facts),
            HandoverReadme.of(plan),
            IssuedReadme.of(plan),
            ReadersReadme.of(plan)),
        HostReadme.of(plan),
        new LifecycleRows(plan, facts).rows(),
        TrustReadme.of(plan, facts),
        new Firewall(plan).rows(),
        needs(),
        VerifyReadme.of(plan));
  }

  private Overview overview() {
    return new Overview(
        plan.mesh().name(),
        count(plan.clusters().size(), "cluster") + ", " + count(plan.networks().size(), "network"),
        plan.mesh().trustDomain(),
        plan.mesh().istioNamespace(),
        MermaidPicture.plain(new PicturedMesh(plan, Optional.empty()).plain()),
        new ClusterRows(plan, facts).rows());
  }

  private Needs needs() {
    List<EngineReadme> engines =
        Engines.of(plan.mesh()).all().stream()
            .map(
                engine ->
                    engine.readme(plan, IdentitiesView.of(engine, plan, SopsKeyKinds.recipients())))
            .toList();
    return new Needs(
        PrerequisiteRows.of(plan),
        AmbientReadme.of(plan),
        new RegistrySecrets(plan).view(engines),
        SailReadme.of(plan),
        GatewayApiReadme.of(plan),
        Passages.written(engines, engine -> Optional.of(engine.chapter())));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
