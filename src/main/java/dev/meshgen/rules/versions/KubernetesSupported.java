package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Each Istio minor supports only the Kubernetes minors that it is tested with. */
final class KubernetesSupported implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      for (Revision control : cluster.istio().controlPlanes()) {
        check(cluster, control, context).ifPresent(report::add);
      }
    }
  }

  private static Optional<Diagnostic> check(
      Cluster cluster, Revision control, RuleContext context) {
    Optional<IstioMinor> minor =
        IstioVersion.parse(control.version()).flatMap(context.catalog()::find);
    Optional<MinorVersion> kubernetes = cluster.kubernetes().version().flatMap(MinorVersion::parse);
    if (minor.isEmpty()
        || kubernetes.isEmpty()
        || minor.get().kubernetes().includes(kubernetes.get())) {
      return Optional.empty();
    }
    Span at = WrittenVersion.at(cluster, control);
    return Optional.of(outside(cluster, at, minor.get(), kubernetes.get(), context));
  }

  private static Diagnostic outside(
      Cluster cluster, Span at, IstioMinor minor, MinorVersion kubernetes, RuleContext context) {
    return Diagnostic.of(
            Code.KUBERNETES_NOT_SUPPORTED,
            cluster.origins().at("kubernetes", "version"),
            "Kubernetes \"" + kubernetes + "\" is not supported by Istio " + minor.line())
        .expecting("Kubernetes " + minor.kubernetes())
        .hinting(wayOut(kubernetes, context))
        .relating(at, "the Istio version of this cluster");
  }

  private static String wayOut(MinorVersion kubernetes, RuleContext context) {
    List<MinorVersion> supporting = new ArrayList<>();
    for (MinorVersion line : context.catalog().minors()) {
      if (context.catalog().find(line).orElseThrow().kubernetes().includes(kubernetes)) {
        supporting.add(line);
      }
    }
    return supporting.isEmpty()
        ? "change the Kubernetes version: no Istio this meshgen knows supports " + kubernetes
        : "use an Istio minor that supports it: "
            + String.join(", ", supporting.stream().map(Object::toString).toList());
  }
}
