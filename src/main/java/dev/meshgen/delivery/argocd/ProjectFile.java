package dev.meshgen.delivery.argocd;

import dev.meshgen.model.Mesh;
import dev.meshgen.plan.ClusterPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the Applications of a mesh may read, and where and what they may deploy. */
final class ProjectFile {
  private final ArgoCdSettings settings;
  private final Mesh mesh;

  ProjectFile(ArgoCdSettings settings, Mesh mesh) {
    this.settings = settings;
    this.mesh = mesh;
  }

  /** A template's view: the AppProject. */
  record ProjectView(
      String project,
      String namespace,
      String description,
      List<String> sourceRepos,
      List<Destination> destinations,
      List<ClusterObjects.Allowed> clusterObjects) {}

  /** Where the project may deploy to. */
  record Destination(DestinationCluster cluster, String namespace) {}

  ProjectView view(List<ClusterPlan> clusters) {
    Set<String> repositories = new TreeSet<>();
    List<Destination> destinations = new ArrayList<>();
    destinations.add(new Destination(DestinationCluster.OWN, settings.namespace()));
    String namespace = mesh.istioNamespace();
    for (ClusterPlan cluster : clusters) {
      repositories.add(ChartRepository.of(cluster.cluster()));
      DestinationCluster destination = ArgoCdSettings.destination(cluster.cluster());
      destinations.add(new Destination(destination, namespace));
      for (String foreign : cluster.foreignNamespaces()) {
        destinations.add(new Destination(destination, foreign));
      }
    }
    repositories.add(settings.repoUrl());
    return new ProjectView(
        settings.project().name(),
        settings.namespace(),
        "Istio mesh " + mesh.name(),
        List.copyOf(repositories),
        destinations,
        ClusterObjects.of(mesh, clusters));
  }
}
