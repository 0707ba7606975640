package dev.meshgen.report;

import dev.meshgen.delivery.EngineReadme;
import dev.meshgen.delivery.Engines;
import dev.meshgen.delivery.FileView;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.Verbatim;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
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
      Optional<MissingCredentials.View> missing,
      Optional<HostReadme.View> hosted,
      List<LifecycleRows.Row> moving,
      List<CertificateRows.Row> certificates,
      List<Firewall.Row> firewall,
      Needs needs,
      Optional<VerifyReadme.View> verify,
      Optional<ReadersReadme.View> readers) {}

  /** The mesh at a glance. */
  record Overview(
      String name,
      String summary,
      String trustDomain,
      String namespace,
      List<Verbatim> graph,
      List<ClusterRows.Row> clusters) {}

  /** What has to be there before the tree can be applied. */
  record Needs(
      Optional<AmbientReadme.View> ambient,
      Optional<RegistrySecrets.View> registries,
      Optional<SailReadme.View> sail,
      Optional<String> gatewayApi,
      List<Verbatim> engines) {}

  public FileView file() {
    return new FileView(Layout.README, "mesh/README.md", view());
  }

  private View view() {
    return new View(
        overview(),
        DiscoveryReadme.of(plan),
        MissingCredentials.of(plan, facts),
        HostReadme.of(plan),
        new LifecycleRows(plan, facts).rows(),
        CertificateRows.of(plan, facts),
        new Firewall(plan).rows(),
        needs(),
        VerifyReadme.of(plan),
        ReadersReadme.of(plan));
  }

  private Overview overview() {
    return new Overview(
        plan.mesh().name(),
        count(plan.clusters().size(), "cluster") + ", " + count(plan.networks().size(), "network"),
        plan.mesh().trustDomain(),
        plan.mesh().istioNamespace(),
        new TopologyGraph(plan).lines(),
        new ClusterRows(plan, facts).rows());
  }

  private Needs needs() {
    List<EngineReadme> engines =
        Engines.of(plan.mesh()).all().stream().map(engine -> engine.readme(plan)).toList();
    return new Needs(
        AmbientReadme.of(plan),
        new RegistrySecrets(plan).view(engines),
        SailReadme.of(plan),
        gatewayApi(),
        Passages.written(engines, engine -> Optional.of(engine.chapter())));
  }

  /** The clusters whose istiod deploys their gateway. */
  private Optional<String> gatewayApi() {
    List<String> names = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.eastWest().flatMap(GatewayPlan::listeners).isPresent()) {
        names.add(cluster.name());
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
