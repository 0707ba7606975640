package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.Chart;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.GatewayPlacement;
import dev.meshgen.topology.Gateways;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The name and labels of a gateway must not collide with other parts of Istio. */
final class GatewayPlaced implements Rule {
  /** Releases of the tree, which may be in the same namespace. */
  private static final Set<String> TAKEN =
      Set.of(Chart.BASE.installed(), Chart.CNI.installed(), Chart.ZTUNNEL.installed(), "istio");

  /** Values of the label {@code istio} of other Pods, on which listeners would open here, too. */
  private static final Set<String> FOREIGN = Set.of("ingressgateway", "egressgateway", "pilot");

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      Optional<Gateways.Kind> kind = gateways.kind(cluster);
      if (kind.isPresent()) {
        GatewayPlacement placement = gateways.placement(cluster);
        checkName(cluster, placement.name(), report);
        if (kind.get() == Gateways.Kind.CHART) {
          checkSelector(cluster, placement, report);
        } else if (isSelectorWritten(cluster, placement)) {
          report.add(unread(cluster));
        }
      }
    }
  }

  /** A spec that was resolved has the usual one, which says nothing. */
  private static boolean isSelectorWritten(Cluster cluster, GatewayPlacement placement) {
    return cluster.origins().isWritten("eastWest", "selector")
        && !placement.selector().equals(Map.of(EastWest.Placement.LABEL, Usual.SELECTOR));
  }

  /** Read from the schema once, and only where it is needed. */
  private static final class Usual {
    private static final String SELECTOR =
        new Schemas()
            .fields("Cluster")
            .find(List.of("spec", "eastWest", "selector", EastWest.Placement.LABEL))
            .flatMap(SchemaField::defaultValue)
            .orElseThrow()
            .toString();
  }

  private static void checkName(Cluster cluster, String name, Report report) {
    if (TAKEN.contains(name)
        || name.equals(ControlPlanes.ISTIOD)
        || name.startsWith(ControlPlanes.ISTIOD + "-")) {
      report.add(
          refused(cluster, "name", "\"" + name + "\" is a name of Istio itself")
              .expecting("another name, such as " + Gateways.NAME));
    }
  }

  private static void checkSelector(Cluster cluster, GatewayPlacement placement, Report report) {
    if (FOREIGN.contains(placement.selector().get(EastWest.Placement.LABEL))) {
      report.add(
          refused(cluster, "selector", "the selector matches other Pods of Istio")
              .expecting("labels that only the east-west gateway has"));
    }
  }

  private static Diagnostic unread(Cluster cluster) {
    return refused(
            cluster, "selector", "the gateway is selected by its name where istiod deploys it")
        .expecting("a selector only with `api: helm` and sidecars")
        .hinting("remove it");
  }

  private static Diagnostic refused(Cluster cluster, String field, String message) {
    Span at = cluster.origins().at("eastWest", field);
    return Diagnostic.of(
        Code.GATEWAY_PLACEMENT, at.hasLine() ? at : cluster.origins().document(), message);
  }
}
