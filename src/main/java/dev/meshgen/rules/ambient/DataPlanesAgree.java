package dev.meshgen.rules.ambient;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.NameList;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.DataPlanes;
import dev.meshgen.topology.Topology;
import java.util.List;

/**
 * Sidecars of one network cannot reach ambient workloads of another, or the reverse: sidecars use
 * gateways on port 15443, ztunnel uses gateways that speak HBONE. And with multiNetwork, which
 * enables the latter, sidecars lose every endpoint of another cluster unless the Service is global
 * (istio/istio#61713, #60609, #60343). So it stays off while any cluster has sidecars, and ambient
 * workloads reach only their own cluster.
 */
final class DataPlanesAgree implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    DataPlanes dataPlanes = context.topology().dataPlanes();
    List<Cluster> ambient = dataPlanes.ambient();
    if (ambient.isEmpty()) {
      return;
    }
    List<Cluster> sidecar = dataPlanes.sidecars();
    boolean asked = mesh.ambient().multiNetwork().orElse(false);
    if (!sidecar.isEmpty()) {
      report.add(asked ? cutsOff(mesh, sidecar.get(0)) : mixed(ambient, sidecar));
    } else if (dataPlanes.multiNetwork()) {
      context.topology().members().stream()
          .filter(cluster -> !cluster.isAmbient() && Topology.isJoining(cluster))
          .forEach(cluster -> report.add(joins(cluster)));
    } else if (ambient.size() > 1) {
      report.add(apart(mesh, ambient));
    }
  }

  private static Diagnostic joins(Cluster sidecar) {
    return Diagnostic.of(
            Code.DATA_PLANES_MIXED,
            written(sidecar),
            "\""
                + sidecar.name()
                + "\" has sidecars, which cannot reach the ambient clusters or be reached from"
                + " them; it cannot become active")
        .concerning(sidecar.name())
        .expecting("`dataPlane: ambient`, as in the other clusters")
        .hinting("set `istio.dataPlane: ambient` before the cluster becomes active");
  }

  private static Diagnostic apart(Mesh mesh, List<Cluster> ambient) {
    return Diagnostic.of(
            Code.AMBIENT_APART,
            mesh.origins().at("spec", "istio", "ambient", "multiNetwork"),
            "without multiNetwork, ambient workloads of "
                + NameList.some(names(ambient))
                + " cannot reach other clusters or be reached from them")
        .concerning(names(ambient))
        .expecting("no `multiNetwork: false` once every cluster has `dataPlane: ambient`")
        .hinting(
            "remove `multiNetwork: false`; until then, only namespaces with sidecars use the"
                + " gateways");
  }

  private static Span written(Cluster cluster) {
    Span at = cluster.origins().at("istio", "dataPlane");
    return at.hasLine() ? at : cluster.origins().document();
  }

  private static Diagnostic cutsOff(Mesh mesh, Cluster sidecar) {
    return Diagnostic.of(
            Code.MULTI_NETWORK_CUTS_OFF,
            mesh.origins().at("spec", "istio", "ambient", "multiNetwork"),
            "multiNetwork would cut off the sidecars of \""
                + sidecar.name()
                + "\" from all endpoints in other clusters")
        .expecting("`dataPlane: ambient` in every cluster, or no multiNetwork")
        .hinting("remove multiNetwork: it is on by default once every cluster is ambient")
        .relating(sidecar.origins().at("istio", "dataPlane"), "a cluster with sidecars");
  }

  private static Diagnostic mixed(List<Cluster> ambient, List<Cluster> sidecar) {
    return Diagnostic.of(
            Code.DATA_PLANES_MIXED,
            ambient.get(0).origins().at("istio", "dataPlane"),
            "ambient workloads of "
                + NameList.some(names(ambient))
                + " cannot reach other clusters or be reached from them while there are"
                + " sidecars in "
                + NameList.some(names(sidecar)))
        .concerning(names(ambient))
        .expecting("one data plane in all clusters")
        .hinting("until then, keep services that other clusters call in namespaces with sidecars")
        .relating(sidecar.get(0).origins().at("istio", "dataPlane"), "a cluster with sidecars");
  }

  private static List<String> names(List<Cluster> clusters) {
    return clusters.stream().map(Cluster::name).toList();
  }
}
