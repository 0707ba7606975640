package dev.meshgen.rules.names;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
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
