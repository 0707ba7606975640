package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.WrittenValues;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.HashSet;
import java.util.Set;

/**
 * NetworkPolicies are additive: what one admits, no other keeps out. The one of the istiod chart
 * admits everyone on every port, so meshgen's has no effect beside it.
 */
final class NetworkPolicyOnce implements Rule {
  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (!mesh.security().networkPolicy()) {
      return;
    }
    Set<Span> reported = new HashSet<>();
    for (Cluster cluster : mesh.clusters()) {
      if (ControlPlanes.runsIstiod(cluster)
          && written(cluster) instanceof YamlScalar enabled
          && Boolean.TRUE.equals(enabled.value())
          // Several clusters may have it from one layer.
          && reported.add(enabled.span())) {
        report.add(twice(enabled.span(), mesh.origins().at("spec", "security", "networkPolicy")));
      }
    }
  }

  private static YamlNode written(Cluster cluster) {
    return WrittenValues.of(Chart.ISTIOD, cluster)
        .find("global", "networkPolicy", "enabled")
        .map(YamlMap.Entry::value)
        .orElse(null);
  }

  private static Diagnostic twice(Span at, Span field) {
    return Diagnostic.of(
            Code.NETWORK_POLICY_TWICE,
            at,
            "the NetworkPolicy of the chart lets everyone connect to istiod, so meshgen's has"
                + " no effect")
        .hinting("remove it; security.networkPolicy protects istiod")
        .relating(field, "enables meshgen's NetworkPolicy");
  }
}
