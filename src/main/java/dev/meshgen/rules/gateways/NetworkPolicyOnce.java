package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
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
  private static final String[] VALUE = {"global", "networkPolicy", "enabled"};

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (!mesh.security().networkPolicy()) {
      return;
    }
    Set<Span> reported = new HashSet<>();
    for (Cluster cluster : mesh.clusters()) {
      YamlMap istiod = cluster.istio().values().get("istiod");
      if (!cluster.controlPlane().isRemote() && istiod != null && isEnabled(istiod)) {
        Span at = cluster.origins().at("values", "istiod", VALUE[0], VALUE[1], VALUE[2]);
        // Several clusters may have it from one layer.
        if (reported.add(at)) {
          report.add(twice(at, mesh.origins().at("spec", "security", "networkPolicy")));
        }
      }
    }
  }

  private static boolean isEnabled(YamlNode values) {
    YamlNode node = values;
    for (String key : VALUE) {
      node = node instanceof YamlMap map ? map.get(key).orElse(null) : null;
    }
    return node instanceof YamlScalar scalar && Boolean.TRUE.equals(scalar.value());
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
