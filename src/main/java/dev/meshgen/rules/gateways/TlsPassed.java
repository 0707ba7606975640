package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.WrittenValues;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.Platforms;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;
import dev.meshgen.yaml.YamlScalar;

/**
 * The gateways of a mesh choose the destination by the first bytes of a client's TLS: there must be
 * no PROXY protocol header in front of them, and no earlier termination of TLS.
 */
final class TlsPassed implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.hasLoadBalancer(cluster)) {
        cluster
            .eastWest()
            .loadBalancer()
            .annotations()
            .forEach(
                (key, value) ->
                    check(
                        key,
                        value,
                        cluster.origins().at("eastWest", "loadBalancer", "annotations", key),
                        report));
        checkRaw(gateways.values(cluster), report);
      }
    }
  }

  private static void checkRaw(WrittenValues values, Report report) {
    values
        .entries("service", "annotations")
        .forEach(
            (key, entry) -> {
              String value = entry.value() instanceof YamlScalar scalar ? scalar.text() : "";
              check(key, value, entry.keySpan(), report);
            });
  }

  private static void check(String key, String value, Span at, Report report) {
    if (Platforms.changesTls(key, value)) {
      report.add(
          Diagnostic.of(
                  Code.TLS_NOT_PASSED,
                  at,
                  "with \"" + key + "\" the load balancer does not pass TLS through unchanged")
              .expecting("a load balancer that passes TCP through")
              .hinting(
                  "remove it; every port of this gateway terminates TLS itself, or passes it"
                      + " through"));
    }
  }
}
