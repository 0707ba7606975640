package dev.meshgen.report;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.Authority;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.VerbatimText;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;

/** The chapter on certificates: those in the tree, or what has to be there instead. */
final class TrustReadme {
  private TrustReadme() {}

  /**
   * A template's view.
   *
   * @param sops whether SOPS seals what clusters receive
   */
  record View(
      List<CertificateRows.Row> certificates,
      List<CertificateRows.Details> details,
      List<Awaited> awaited,
      Optional<RotationReadme.View> rotation,
      Optional<Elsewhere> elsewhere,
      boolean sops,
      Optional<StoreReadme.View> store,
      Optional<ControllersReadme.View> controllers) {}

  /** A cluster that waits for a certificate, and the request that asks for it. */
  record Awaited(String cluster, String file) {}

  /** Where certificates come from that the tree does not hold. */
  record Elsewhere(String name, List<VerbatimText> needs) {}

  static View of(MeshPlan plan, SecretFacts facts) {
    Authority authority = Authorities.of(plan.mesh());
    return new View(
        CertificateRows.of(plan, facts),
        CertificateRows.details(facts),
        facts.requested().stream()
            .map(cluster -> new Awaited(cluster, Layout.cluster(cluster).request()))
            .toList(),
        facts.progress().map(progress -> RotationReadme.of(plan, progress)),
        authority.sealsKeys()
            ? Optional.empty()
            : Optional.of(
                new Elsewhere(
                    authority.name(),
                    authority.prerequisites().stream().map(VerbatimText::new).toList())),
        plan.mesh().sealsBySops(),
        StoreReadme.of(plan),
        ControllersReadme.of(plan));
  }
}
