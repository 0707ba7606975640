package dev.meshgen.rules.ambient;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ClusterState;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.NameList;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;

/**
 * Between sidecars of one network and ambient workloads of another there is no path: a sidecar
 * speaks through gateways on port 15443 alone, and ztunnel through such as speak HBONE. And the
 * switch that gives istiod the latter takes every endpoint of another cluster from its sidecars,
 * unless the Service is global (istio/istio#61713, #60609, #60343). So it stays off as long as any
 * cluster has sidecars, and ambient workloads keep to their cluster.
 */
final class DataPlanesAgree implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    List<Cluster> ambient = mesh.members().stream().filter(Cluster::isAmbient).toList();
    if (ambient.isEmpty()) {
      return;
    }
    List<Cluster> sidecar = mesh.sidecars();
    boolean asked = mesh.ambient().multiNetwork().orElse(false);
    if (!sidecar.isEmpty()) {
      report.add(asked ? cutsOff(mesh, sidecar.get(0)) : mixed(ambient, sidecar));
    } else if (mesh.ambientMultiNetwork()) {
      mesh.members().stream()
          .filter(cluster -> !cluster.isAmbient() && cluster.state() == ClusterState.JOINING)
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
                + "\" has sidecars, which neither reach the ambient clusters nor are reached from"
                + " there; it cannot become active like this")
        .expecting("dataPlane: ambient, as in the others")
        .hinting("sidecars and HBONE between networks do not go together: see multiNetwork");
  }

  private static Diagnostic apart(Mesh mesh, List<Cluster> ambient) {
    return Diagnostic.of(
            Code.AMBIENT_APART,
            mesh.origins().at("spec", "istio", "ambient", "multiNetwork"),
            "without multiNetwork the ambient workloads of "
                + NameList.some(names(ambient))
                + " neither reach other clusters nor are reached from there")
        .expecting("no `multiNetwork: false`, once all clusters run with `dataPlane: ambient`")
        .hinting("only namespaces with sidecars use the gateways until then");
  }

  private static Span written(Cluster cluster) {
    Span at = cluster.origins().at("istio", "dataPlane");
    return at.hasLine() ? at : cluster.origins().document();
  }

  private static Diagnostic cutsOff(Mesh mesh, Cluster sidecar) {
    return Diagnostic.of(
            Code.MULTI_NETWORK_CUTS_OFF,
            mesh.origins().at("spec", "istio", "ambient", "multiNetwork"),
            "\"multiNetwork\" would take the sidecars of \""
                + sidecar.name()
                + "\" every endpoint of other clusters")
        .expecting("dataPlane: ambient in every cluster, or no multiNetwork")
        .hinting("leave it out: it is the default once the last cluster is ambient")
        .relating(sidecar.origins().at("istio", "dataPlane"), "a cluster of sidecars");
  }

  private static Diagnostic mixed(List<Cluster> ambient, List<Cluster> sidecar) {
    return Diagnostic.of(
            Code.DATA_PLANES_MIXED,
            ambient.get(0).origins().at("istio", "dataPlane"),
            "ambient workloads of "
                + NameList.some(names(ambient))
                + " neither reach other clusters nor are reached from there, as long as "
                + NameList.some(names(sidecar))
                + " has sidecars")
        .expecting("one data plane in all clusters, in the end")
        .hinting("until then, keep what other clusters call in namespaces with sidecars")
        .relating(sidecar.get(0).origins().at("istio", "dataPlane"), "a cluster of sidecars");
  }

  private static List<String> names(List<Cluster> clusters) {
    return clusters.stream().map(Cluster::name).toList();
  }
}
