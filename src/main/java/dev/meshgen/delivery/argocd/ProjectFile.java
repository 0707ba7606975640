package dev.meshgen.delivery.argocd;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the Applications of a mesh may read, and where and what they may deploy. */
final class ProjectFile {
  private final ArgoCdSettings settings;

  ProjectFile(ArgoCdSettings settings) {
    this.settings = settings;
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
  record Destination(String name, String namespace) {}

  ProjectView view(MeshPlan plan) {
    Set<String> repositories = new TreeSet<>();
    List<Destination> destinations = new ArrayList<>();
    String namespace = plan.mesh().istioNamespace();
    for (ClusterPlan cluster : plan.clusters()) {
      repositories.add(ChartRepository.of(cluster.cluster()));
      String destination = ArgoCdSettings.destination(cluster.cluster());
      destinations.add(new Destination(destination, namespace));
      for (String foreign : cluster.dataPlane().foreignNamespaces()) {
        destinations.add(new Destination(destination, foreign));
      }
    }
    repositories.add(settings.repoUrl());
    return new ProjectView(
        settings.project(),
        settings.namespace(),
        "Istio mesh " + plan.mesh().name(),
        List.copyOf(repositories),
        destinations,
        ClusterObjects.of(plan));
  }
}
