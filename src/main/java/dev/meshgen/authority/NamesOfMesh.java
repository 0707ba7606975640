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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the certificates of a mesh have to be good for. A cluster's intermediate signs for the
 * istiods in that cluster alone; what signs intermediates has to allow the names of all. Nothing is
 * collected before it is needed, and nothing twice. Safe for use by several threads.
 */
public final class NamesOfMesh {
  /** By which every istiod is known besides its own (pilot/pkg/bootstrap, getDNSNames). */
  private static final List<String> KNOWN = List.of("istiod", "istiod-remote", "istio-pilot");

  private static final String CUSTOM_HOST = "ISTIOD_CUSTOM_HOST";

  private final Mesh mesh;
  private final Map<String, CertifiedNames> found = new ConcurrentHashMap<>();
  private Optional<Shared> shared = Optional.empty();

  public NamesOfMesh(Mesh mesh) {
    this.mesh = mesh;
  }

  /** What all clusters have in common. */
  private record Shared(Map<String, Cluster> clusters, Ztunnel ztunnel) {}

  private synchronized Shared shared() {
    if (shared.isEmpty()) {
      Map<String, Cluster> clusters = new HashMap<>();
      mesh.clusters().forEach(cluster -> clusters.put(cluster.name(), cluster));
      shared = Optional.of(new Shared(clusters, ztunnel(mesh)));
    }
    return shared.get();
  }

  /** What an authority that signs for every cluster has to be good for at a moment. */
  public static Validation validation(Mesh mesh, Instant at) {
    return new Validation(at, new NamesOfMesh(mesh).all());
  }

  /** The same of the intermediate of one cluster. */
  public Validation validation(String cluster, Instant at) {
    return new Validation(at, of(cluster));
  }

  /** Which names the certificates of one cluster have. */
  public CertifiedNames of(String cluster) {
    return found.computeIfAbsent(cluster, name -> of(List.of(shared().clusters().get(name))));
  }

  private CertifiedNames all() {
    return of(mesh.clusters().stream().filter(ControlPlanes::runsIstiod).toList());
  }

  private CertifiedNames of(List<Cluster> some) {
    SortedSet<String> names = new TreeSet<>();
    SortedSet<String> istiods = new TreeSet<>();
    for (Cluster cluster : some) {
      names.add(cluster.name());
      addIstiods(cluster, mesh.istioNamespace(), istiods);
    }
    return new CertifiedNames(mesh.name(), names, mesh.trustDomain(), istiods, shared().ztunnel());
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
