package dev.meshgen.rules.lifecycle;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A state is a step of one cluster, and acts mostly through discovery. */
final class StatesMeant implements Rule {

  @Override
  public boolean asksOthers() {
    return true;
  }

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<Span, List<Cluster>> inheriting = new LinkedHashMap<>();
    for (Cluster cluster : mesh.clusters()) {
      if (!Topology.isActive(cluster)) {
        inheriting
            .computeIfAbsent(cluster.origins().at("state"), at -> new ArrayList<>())
            .add(cluster);
      }
    }
    boolean handedOut = context.topology().discovery().isHandedOut();
    for (Map.Entry<Span, List<Cluster>> each : inheriting.entrySet()) {
      Span at = each.getKey();
      List<Cluster> clusters = each.getValue();
      Cluster first = clusters.get(0);
      if (!handedOut && Topology.isConnected(first)) {
        report.add(withoutDiscovery(mesh, first, at).concerning(names(clusters)));
      } else if (clusters.size() > 1 && !report.speaksOf(at)) {
        report.add(ofMany(at, first, clusters.get(1)).concerning(names(clusters)));
      }
    }
  }

  private static List<String> names(List<Cluster> clusters) {
    return clusters.stream().map(Cluster::name).toList();
  }

  private static Diagnostic withoutDiscovery(Mesh mesh, Cluster cluster, Span at) {
    return Diagnostic.of(
            Code.STATE_WITHOUT_DISCOVERY,
            at,
            "\""
                + cluster.name()
                + "\" is "
                + cluster.state().id()
                + ", which has no effect without discovery")
        .expecting("another discovery.mode, or no state")
        .hinting("take this step where the remote secrets are managed instead")
        .relating(mesh.origins().at("spec", "discovery", "mode"), "the discovery mode");
  }

  private static Diagnostic ofMany(Span at, Cluster first, Cluster second) {
    return Diagnostic.of(
            Code.STATE_OF_MANY,
            at,
            "\""
                + first.name()
                + "\", \""
                + second.name()
                + "\" and all other clusters that inherit this value are "
                + first.state().id()
                + " at once")
        .expecting("a state in the document of one cluster, with one pull request per step");
  }
}
