package dev.meshgen.rules.names;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Optional;
import java.util.Set;

/**
 * istiod's injector completes the Pod of the east-west gateway, and never touches the namespaces in
 * {@code IgnoredNamespaces} (istio {@code pkg/kube/inject/inject.go}).
 */
final class IstioNamespaceInjects implements Rule {
  private static final Set<String> IGNORED =
      Set.of("kube-system", "kube-public", "kube-node-lease", "local-path-storage");

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      Optional<String> namespace = cluster.eastWest().placement().namespace();
      if (namespace.isPresent() && IGNORED.contains(namespace.get())) {
        report.add(
            Diagnostic.of(
                    Code.NAMESPACE_WITHOUT_INJECTION,
                    cluster.origins().at("eastWest", "namespace"),
                    "the east-west gateway cannot run in the namespace \"" + namespace.get() + "\"")
                .expecting("a separate namespace, such as istio-gateways")
                .hinting("set another namespace; Istio never injects into " + namespace.get()));
      }
    }
    if (IGNORED.contains(mesh.istioNamespace())) {
      report.add(
          Diagnostic.of(
                  Code.NAMESPACE_WITHOUT_INJECTION,
                  mesh.origins().at("spec", "istio", "namespace"),
                  "Istio cannot run in the namespace \"" + mesh.istioNamespace() + "\"")
              .expecting("a separate namespace, such as istio-system")
              .hinting(
                  "set another spec.istio.namespace; Istio never injects into "
                      + mesh.istioNamespace()
                      + ", and the gateway needs injection"));
    }
  }
}
