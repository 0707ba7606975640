package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Each Istio minor is tested on a window of Kubernetes minors; outside of it nothing is promised.
 */
final class KubernetesSupported implements Rule {

  @Override
  public void check(Mesh mesh, Context context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      Optional<IstioMinor> minor =
          IstioVersion.parse(cluster.istio().version()).flatMap(context.catalog()::find);
      Optional<MinorVersion> kubernetes =
          cluster.kubernetes().version().flatMap(MinorVersion::parse);
      if (minor.isPresent() && kubernetes.isPresent() && !minor.get().supports(kubernetes.get())) {
        report.add(outside(cluster, minor.get(), kubernetes.get(), context));
      }
    }
  }

  private static Diagnostic outside(
      Cluster cluster, IstioMinor minor, MinorVersion kubernetes, Context context) {
    return Diagnostic.of(
            Code.KUBERNETES_NOT_SUPPORTED,
            cluster.origins().at("kubernetes", "version"),
            "Kubernetes \"" + kubernetes + "\" is not supported by Istio " + minor.line())
        .expecting("Kubernetes " + minor.kubernetesMin() + " to " + minor.kubernetesMax())
        .hinting(wayOut(kubernetes, context))
        .relating(
            cluster.origins().at("istio", "version"), "the Istio version this cluster is given");
  }

  private static String wayOut(MinorVersion kubernetes, Context context) {
    List<MinorVersion> supporting = new ArrayList<>();
    for (MinorVersion line : context.catalog().minors()) {
      if (context.catalog().find(line).orElseThrow().supports(kubernetes)) {
        supporting.add(line);
      }
    }
    return supporting.isEmpty()
        ? "no Istio this meshgen knows supports Kubernetes " + kubernetes
        : "Istio versions that support it: "
            + String.join(", ", supporting.stream().map(Object::toString).toList());
  }
}
