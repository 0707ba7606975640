package dev.meshgen.rules.ambient;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.GatewayApiSupport;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.rules.versions.WrittenVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether an Istio minor supports ambient between networks, and the Gateway API CRDs of its
 * cluster.
 */
final class AmbientVersion implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (context.topology().dataPlanes().multiNetwork()) {
      for (WrittenVersion written : WrittenVersion.of(mesh)) {
        minor(written.text(), context)
            .filter(minor -> minor.ambient().isAlpha())
            .ifPresent(minor -> report.add(alpha(written, minor)));
      }
    }
    for (Cluster cluster : mesh.clusters()) {
      Optional<IstioVersion> bundle =
          cluster.kubernetes().gatewayApi().flatMap(IstioVersion::parse);
      if (bundle.isPresent()) {
        checkBundle(cluster, bundle.get(), context, report);
      }
    }
  }

  /** Each istiod reads the CRDs for itself; two of the same minor read the same. */
  private static void checkBundle(
      Cluster cluster, IstioVersion bundle, RuleContext context, Report report) {
    List<IstioMinor> checked = new ArrayList<>();
    for (Revision control : cluster.istio().controlPlanes()) {
      Optional<IstioMinor> minor = minor(control.version(), context);
      if (minor.isPresent() && !checked.contains(minor.get())) {
        checked.add(minor.get());
        if (!minor.get().gatewayApi().reads(bundle)) {
          report.add(notRead(cluster, control, bundle, minor.get()));
        }
      }
    }
  }

  private static Optional<IstioMinor> minor(String version, RuleContext context) {
    return IstioVersion.parse(version).flatMap(context.catalog()::find);
  }

  private static Diagnostic alpha(WrittenVersion written, IstioMinor minor) {
    return Diagnostic.of(
            Code.AMBIENT_ALPHA,
            written.at(),
            "ambient between networks is alpha in Istio " + minor.line())
        .expecting("a newer minor, except for a trial");
  }

  private static Diagnostic notRead(
      Cluster cluster, Revision control, IstioVersion bundle, IstioMinor minor) {
    GatewayApiSupport support = minor.gatewayApi();
    return Diagnostic.of(
            Code.GATEWAY_API_BUNDLE,
            cluster.origins().at("kubernetes", "gatewayAPI"),
            "Istio " + minor.line() + " does not read all kinds of the Gateway API CRDs " + bundle)
        .expecting("Gateway API " + support.text())
        .hinting(
            "install a supported version; istiod ignores routes of the other kinds and only"
                + " logs it")
        .relating(WrittenVersion.at(cluster, control), "the Istio version");
  }
}
