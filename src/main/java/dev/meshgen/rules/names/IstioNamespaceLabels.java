package dev.meshgen.rules.names;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.IstioSettings;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.NamespaceLabels;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.IstioNamespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a spec adds to Istio's namespace must not remove what the mesh, its engine or its Pods need
 * there.
 */
final class IstioNamespaceLabels implements Rule {
  private static final String LABELS = "labels";
  private static final String ANNOTATIONS = "annotations";
  private static final String INJECTION = "istio-injection";
  private static final String REVISION = "istio.io/rev";

  private static final Map<String, String> OWNED_LABELS =
      Map.of(NamespaceLabels.NETWORK, "Cluster.spec.network decides it");
  private static final Map<String, String> OWNED_ANNOTATIONS =
      Map.of(NamespaceLabels.CONTROL_PLANE, "Cluster.spec.controlPlane decides it");

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      IstioSettings.NamespaceMetadata added = cluster.istio().namespaceMetadata();
      for (String label : added.labels().keySet()) {
        checkOwned(cluster, LABELS, label, OWNED_LABELS, report);
      }
      for (String annotation : added.annotations().keySet()) {
        checkOwned(cluster, ANNOTATIONS, annotation, OWNED_ANNOTATIONS, report);
        checkOwned(cluster, ANNOTATIONS, annotation, context.engineAnnotations(), report);
      }
      checkPodSecurity(cluster, mesh, report);
      checkInjection(cluster, report);
    }
  }

  private static void checkOwned(
      Cluster cluster, String kind, String key, Map<String, String> owned, Report report) {
    if (owned.containsKey(key)) {
      report.add(
          refused(cluster, kind, key, "is set by meshgen")
              .expecting("other " + kind)
              .hinting("remove it; " + owned.get(key)));
    }
  }

  private static void checkPodSecurity(Cluster cluster, Mesh mesh, Report report) {
    Optional<String> level = label(cluster, NamespaceLabels.POD_SECURITY);
    if (level.isPresent()
        && !level.get().equals(NamespaceLabels.PRIVILEGED)
        && IstioNamespace.hasNodeAgents(cluster, mesh)) {
      report.add(
          refused(
                  cluster,
                  LABELS,
                  NamespaceLabels.POD_SECURITY,
                  "would keep Istio's node agents out of the namespace")
              .expecting(NamespaceLabels.PRIVILEGED + ", which meshgen sets")
              .hinting("remove it"));
    }
  }

  /** The gateway there and everything else that is injected by default. */
  private static void checkInjection(Cluster cluster, Report report) {
    Optional<String> injection = label(cluster, INJECTION);
    if (injection.isPresent() && !injection.get().equals("enabled")) {
      report.add(
          refused(cluster, LABELS, INJECTION, "keeps istiod from injecting the gateway there")
              .expecting("enabled, or no such label")
              .hinting("remove it: without it, only Pods that request injection get it"));
    }
    Optional<String> revision = label(cluster, REVISION);
    if (revision.isPresent() && !revisions(cluster).contains(revision.get())) {
      report.add(
          refused(cluster, LABELS, REVISION, "names no revision or tag of this cluster")
              .expecting("one of " + String.join(", ", revisions(cluster)))
              .hinting("remove it, or name a revision that injects the gateway there"));
    }
  }

  private static Set<String> revisions(Cluster cluster) {
    Set<String> revisions = new TreeSet<>(cluster.istio().revisions().tags().keySet());
    cluster.istio().controlPlanes().forEach(control -> revisions.add(control.id()));
    return revisions;
  }

  private static Optional<String> label(Cluster cluster, String key) {
    return Optional.ofNullable(cluster.istio().namespaceMetadata().labels().get(key));
  }

  private static Diagnostic refused(Cluster cluster, String kind, String key, String why) {
    List<String> field = List.of("istio", "namespaceMetadata", kind, key);
    Span at = cluster.origins().at(field.toArray(String[]::new));
    return Diagnostic.of(
        Code.NAMESPACE_METADATA,
        at.hasLine() ? at : cluster.origins().document(),
        "\"" + key + "\" of Istio's namespace " + why);
  }
}
