package dev.meshgen.authority;

import dev.meshgen.istio.Chart;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.WrittenValues;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.pki.CertifiedNames;
import dev.meshgen.pki.CertifiedNames.Ztunnel;
import dev.meshgen.pki.SigningChain.Validation;
import dev.meshgen.topology.ControlPlanes;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the certificates of a mesh have to be good for. */
public final class NamesOfMesh {
  /** By which every istiod is known besides its own (pilot/pkg/bootstrap, getDNSNames). */
  private static final List<String> KNOWN = List.of("istiod", "istiod-remote", "istio-pilot");

  private static final String CUSTOM_HOST = "ISTIOD_CUSTOM_HOST";

  private NamesOfMesh() {}

  /** That, at a moment. */
  public static Validation validation(Mesh mesh, Instant at) {
    return new Validation(at, of(mesh));
  }

  /** Which they have. */
  public static CertifiedNames of(Mesh mesh) {
    SortedSet<String> clusters = new TreeSet<>();
    SortedSet<String> istiods = new TreeSet<>();
    for (Cluster cluster : mesh.clusters()) {
      if (ControlPlanes.runsIstiod(cluster)) {
        clusters.add(cluster.name());
        addIstiods(cluster, mesh.istioNamespace(), istiods);
      }
    }
    return new CertifiedNames(mesh.name(), clusters, mesh.trustDomain(), istiods, ztunnel(mesh));
  }

  private static void addIstiods(Cluster cluster, String namespace, SortedSet<String> names) {
    KNOWN.forEach(name -> names.add(name + "." + namespace + ".svc"));
    for (Revision control : cluster.istio().controlPlanes()) {
      names.add(ControlPlanes.service(control, namespace));
    }
    cluster.controlPlane().hosting().host().ifPresent(names::add);
    String custom = WrittenValues.of(Chart.ISTIOD, cluster).texts("env").get(CUSTOM_HOST);
    if (custom != null && !custom.isEmpty()) {
      names.addAll(List.of(custom.split(",")));
    }
  }

  private static Ztunnel ztunnel(Mesh mesh) {
    Ztunnel found = Ztunnel.NONE;
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.isAmbient()) {
        if (refusesUris(cluster)) {
          return Ztunnel.REFUSES_URIS;
        }
        found = Ztunnel.IGNORES_URIS;
      }
    }
    return found;
  }

  private static boolean refusesUris(Cluster cluster) {
    return IstioVersion.parse(cluster.istio().defaultControlPlane().version())
        .filter(
            version ->
                IstioCatalog.builtIn()
                    .find(version)
                    .filter(minor -> minor.has("ztunnelRefusesUriConstraints", version.patch()))
                    .isPresent())
        .isPresent();
  }
}
