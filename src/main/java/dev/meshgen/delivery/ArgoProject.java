package dev.meshgen.delivery;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the Applications of a mesh may read, and where and what they may deploy. */
final class ArgoProject {
  private final Delivery.ArgoCd delivery;

  ArgoProject(Delivery.ArgoCd delivery) {
    this.delivery = delivery;
  }

  /** A template's view: the AppProject. */
  record ProjectView(
      String project,
      String namespace,
      String description,
      List<String> sourceRepos,
      List<Destination> destinations,
      String istioNamespace,
      List<String> sail) {}

  /** Where the project may deploy to. */
  record Destination(String name, String namespace) {}

  ProjectView view(MeshPlan plan) {
    Set<String> repositories = new TreeSet<>();
    List<Destination> destinations = new ArrayList<>();
    String namespace = plan.mesh().istioNamespace();
    for (ClusterPlan cluster : plan.clusters()) {
      repositories.add(chartRepository(cluster.cluster()));
      String destination = cluster.cluster().destination().argoCd();
      destinations.add(new Destination(destination, namespace));
      for (String foreign : cluster.dataPlane().foreignNamespaces()) {
        destinations.add(new Destination(destination, foreign));
      }
    }
    repositories.add(delivery.repoUrl());
    return new ProjectView(
        delivery.project(),
        delivery.namespace(),
        "Istio mesh " + plan.mesh().name(),
        List.copyOf(repositories),
        destinations,
        namespace,
        operated(plan));
  }

  /** Kinds of the Sail Operator, sorted. */
  private static List<String> operated(MeshPlan plan) {
    Set<String> kinds = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      cluster.sail().ifPresent(sail -> sail.kinds().forEach(kind -> kinds.add(kind.kind())));
    }
    return List.copyOf(kinds);
  }

  /** Argo CD takes an address without a scheme for an OCI registry that holds Helm charts. */
  static String chartRepository(Cluster cluster) {
    String charts = cluster.istio().charts().location();
    return charts.startsWith("oci://") ? charts.substring("oci://".length()) : charts;
  }
}
