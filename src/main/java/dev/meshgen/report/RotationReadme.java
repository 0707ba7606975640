package dev.meshgen.report;

import dev.meshgen.istio.ClusterShell;
import dev.meshgen.lock.RootPhase;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.VerbatimText;
import dev.meshgen.topology.Topology;
import dev.meshgen.trust.RootProgress;
import java.util.ArrayList;
import java.util.List;

/** The chapter on a root that takes the place of another: where it is, and how to see that. */
final class RotationReadme {
  private RotationReadme() {}

  /**
   * A template's view.
   *
   * @param commands that show whether clusters have applied the phase
   */
  record View(
      String phase,
      String summary,
      List<VerbatimText> hints,
      List<VerbatimText> commands,
      String next,
      String back) {}

  static View of(MeshPlan plan, RootProgress progress) {
    return new View(
        progress.phase(),
        progress.summary(),
        progress.hints().stream().map(VerbatimText::new).toList(),
        commands(plan, progress.rotation().phase()),
        progress.next(),
        progress.wayBack());
  }

  private static List<VerbatimText> commands(MeshPlan plan, RootPhase phase) {
    List<String> lines = new ArrayList<>();
    int roots = phase == RootPhase.RETIRE ? 1 : 2;
    lines.add("# " + roots + ", in every cluster");
    ClusterShell shell = new ClusterShell(plan.mesh().istioNamespace());
    lines.addAll(ClusterShell.lines(names(plan), shell.rootCertificates() + " | grep -c BEGIN"));
    lines.add("# " + roots + ": what a proxy accepts");
    lines.add("istioctl --context CLUSTER -n NAMESPACE proxy-config secret POD -o json |");
    lines.add("  jq -r '.dynamicActiveSecrets[] | select(.name == \"ROOTCA\") |");
    lines.add("    .secret.validationContext.trustedCa.inlineBytes' | base64 -d | grep -c BEGIN");
    if (phase == RootPhase.SIGN) {
      lines.add("# The subject that `meshgen trust show CLUSTER` prints: who signed for a proxy");
      lines.add("istioctl --context CLUSTER -n NAMESPACE proxy-config secret POD -o json |");
      lines.add("  jq -r '.dynamicActiveSecrets[] | select(.name == \"default\") |");
      lines.add("    .secret.tlsCertificate.certificateChain.inlineBytes' | base64 -d |");
      lines.add("  openssl x509 -noout -issuer -enddate");
    }
    return lines.stream().map(VerbatimText::new).toList();
  }

  private static List<String> names(MeshPlan plan) {
    return plan.clusters().stream()
        .filter(cluster -> Topology.isConnected(cluster.cluster()))
        .filter(cluster -> cluster.hosting().isEmpty())
        .map(ClusterPlan::name)
        .toList();
  }
}
