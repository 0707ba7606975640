package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.DiscoveryCircle;
import dev.meshgen.topology.DiscoveryGraph;
import dev.meshgen.tree.Layout;
import java.util.List;

/**
 * The files by which clusters are discovered belong to no cluster: recipients that each cluster
 * names for itself do not open them.
 */
final class DiscoveryRecipientsNamed implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    DiscoveryGraph discovery = context.topology().discovery();
    if (!mesh.sealsBySops() || !discovery.isHandedOut() || named(mesh).isEmpty()) {
      return;
    }
    for (DiscoveryCircle circle : discovery.circles()) {
      List<Cluster> sealed =
          circle.clusters().stream()
              .filter(discovery::isReadable)
              .filter(discovery::isDiscovered)
              .filter(each -> each.kubernetes().reader().isHandedOver())
              .toList();
      if (circle.recipients().isEmpty() && !sealed.isEmpty()) {
        report.add(missing(mesh, sealed));
        return;
      }
    }
  }

  /** Clusters without any recipient are another matter, which has been said. */
  private static List<Cluster> named(Mesh mesh) {
    return mesh.clusters().stream().filter(each -> !each.recipients().isEmpty()).toList();
  }

  private static Diagnostic missing(Mesh mesh, List<Cluster> sealed) {
    Span at = mesh.origins().at("spec", "secrets", "sops");
    return Diagnostic.of(
            Code.DISCOVERY_RECIPIENTS_MISSING,
            at,
            "missing recipients of the files in "
                + Layout.DISCOVERY
                + "/, by which "
                + (sealed.size() == 1
                    ? "\"" + sealed.get(0).name() + "\" is discovered"
                    : sealed.size() + " clusters are discovered"))
        .expecting("recipients whose identities every engine of the mesh has")
        .hinting(
            "add `discovery` with a list such as `age` here: the recipient of each cluster, or one"
                + " whose identity all engines get")
        .relating(
            named(mesh).get(0).recipients().get(0).at(),
            "recipients of a cluster, which open only its own files");
  }
}
