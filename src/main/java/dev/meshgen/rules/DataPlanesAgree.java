package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import java.util.ArrayList;
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
  public void check(Mesh mesh, Context context, Report report) {
    List<Cluster> ambient = new ArrayList<>();
    List<Cluster> sidecar = new ArrayList<>();
    mesh.members().forEach(cluster -> (cluster.isAmbient() ? ambient : sidecar).add(cluster));
    if (!sidecar.isEmpty() && mesh.ambient().multiNetwork().orElse(false)) {
      report.add(cutsOff(mesh, sidecar.get(0)));
    } else if (!sidecar.isEmpty() && !ambient.isEmpty()) {
      report.add(mixed(ambient, sidecar));
    }
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
                + Words.some(names(ambient))
                + " neither reach other clusters nor are reached from there, as long as "
                + Words.some(names(sidecar))
                + " has sidecars")
        .expecting("one data plane in all clusters, in the end")
        .hinting("until then, keep what other clusters call in namespaces with sidecars")
        .relating(sidecar.get(0).origins().at("istio", "dataPlane"), "a cluster of sidecars");
  }

  private static List<String> names(List<Cluster> clusters) {
    return clusters.stream().map(Cluster::name).toList();
  }
}
