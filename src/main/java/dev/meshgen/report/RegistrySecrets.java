package dev.meshgen.report;

import dev.meshgen.model.Delivery;
import dev.meshgen.model.IstioSettings;
import dev.meshgen.model.Located;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/** The Secrets of private registries, which users create: for the generated README. */
final class RegistrySecrets {
  private final MeshPlan plan;

  RegistrySecrets(MeshPlan plan) {
    this.plan = plan;
  }

  /** A template's view: what has to exist before images and charts can be pulled. */
  record View(
      Optional<Pull> pull,
      Optional<Secrets> charts,
      Optional<Secrets> certificates,
      List<Repository> repositories) {}

  /** Secrets that images are pulled with, and where node agents are that lie elsewhere. */
  record Pull(String names, String namespace, List<Nodes> nodes) {}

  /** Clusters with node agents in one namespace, which is not Istio's own. */
  record Nodes(String clusters, String namespace) {}

  /** Secrets of one namespace. */
  record Secrets(String names, String namespace) {}

  /** A repository Secret of Argo CD. */
  record Repository(String secret, String namespace, String url, boolean oci) {}

  /** Empty when no cluster names any such Secret. */
  Optional<View> view() {
    Set<String> pull = new TreeSet<>();
    Set<String> charts = new TreeSet<>();
    Set<String> certificates = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      IstioSettings istio = cluster.cluster().istio();
      istio.images().pullSecrets().stream().map(Located::value).forEach(pull::add);
      istio.charts().secret().ifPresent(charts::add);
      istio.charts().certSecret().ifPresent(certificates::add);
    }
    boolean argo = plan.mesh().delivery() instanceof Delivery.ArgoCd;
    if (pull.isEmpty() && charts.isEmpty() && (argo || certificates.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new View(
            names(pull).map(found -> new Pull(found.names(), found.namespace(), nodes())),
            argo ? Optional.empty() : names(charts),
            argo ? Optional.empty() : names(certificates),
            plan.mesh().delivery() instanceof Delivery.ArgoCd delivery
                ? repositories(delivery.namespace())
                : List.of()));
  }

  private List<Nodes> nodes() {
    SortedMap<String, StringJoiner> elsewhere = new TreeMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      String namespace = cluster.dataPlane().nodeNamespace();
      if (cluster.dataPlane().cni()
          && !cluster.cluster().istio().images().pullSecrets().isEmpty()
          && !namespace.equals(plan.mesh().istioNamespace())) {
        elsewhere.computeIfAbsent(namespace, at -> new StringJoiner(", ")).add(cluster.name());
      }
    }
    List<Nodes> nodes = new ArrayList<>();
    elsewhere.forEach((at, clusters) -> nodes.add(new Nodes(clusters.toString(), at)));
    return nodes;
  }

  private Optional<Secrets> names(Set<String> names) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(new Secrets(String.join(", ", names), plan.mesh().istioNamespace()));
  }

  private List<Repository> repositories(String namespace) {
    List<Repository> repositories = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      IstioSettings istio = cluster.cluster().istio();
      if (istio.charts().secret().isPresent()) {
        boolean oci = istio.charts().location().startsWith("oci://");
        String url =
            oci
                ? istio.charts().location().substring("oci://".length())
                : istio.charts().location();
        Repository repository = new Repository(istio.charts().secret().get(), namespace, url, oci);
        if (!repositories.contains(repository)) {
          repositories.add(repository);
        }
      }
    }
    return repositories;
  }
}
